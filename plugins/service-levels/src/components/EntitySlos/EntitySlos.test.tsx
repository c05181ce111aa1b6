import { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_DEFINITION_FILE,
  ANNOTATION_DEFINITION_LINE,
  ANNOTATION_DEFINITION_TEXT,
} from '@countersign/plugin-service-levels-common';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen } from '@testing-library/react';
import { ReactElement } from 'react';
import { FakeServiceLevels } from '../../__testUtils__/FakeServiceLevels';
import { componentRef, objective } from '../../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { BudgetLine } from './BudgetLine';
import { DefinitionCard } from './DefinitionCard';
import { EntitySlosContent } from './EntitySlosContent';
import { HealthCard } from './HealthCard';
import { StandingCard } from './StandingCard';

jest.setTimeout(240_000);

const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout-api', namespace: 'default' },
};

function open(
  element: ReactElement,
  api: FakeServiceLevels,
  entity = component,
) {
  return renderPage(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    {
      apis: [[serviceLevelsApiRef, api]],
      mountedRoutes: { '/slos': rootRouteRef },
    },
  );
}

describe('the cards of a component', () => {
  it('share one request, and show the worst first', async () => {
    const api = new FakeServiceLevels({
      objectives: [
        objective({ id: 'fine', title: 'It is fine' }),
        objective({
          id: 'hot',
          title: 'It is hot',
          state: 'burning',
          burnRate: 88,
          measured: 0.01,
          exhaustedIn: 2_400_000,
        }),
        objective({
          id: 'gone',
          title: 'It is gone',
          state: 'exhausted',
          burnRate: 1.3,
        }),
      ],
    });
    open(
      <>
        <HealthCard />
        <BudgetLine entityRef={componentRef} />
      </>,
      api,
    );
    expect(
      await screen.findByText('1 of 3 has spent its budget.'),
    ).toBeInTheDocument();
    const rows = screen.getAllByRole('listitem');
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(/^ExhaustedIt is gone30 % overspent/),
      expect.stringMatching(/^BurningIt is hot12 % left.*gone in 40 min/),
      expect.stringMatching(/^HealthyIt is fine75 % left99.9 % over 30 days/),
    ]);
    // No policy demands anything: a spent budget alone is no "no", for the gate would not say so either.
    expect(
      screen.getByRole('img', { name: 'Error budget burns' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/No policy is in the way/)).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'It is gone has spent its budget.' }),
    ).toHaveAttribute('href', '/slos/objectives/gone');
    expect(api.askedObjectives).toEqual([
      expect.objectContaining({ component: componentRef }),
    ]);
  });

  it('say of a deployment what the policies demand, in the words of the gate', async () => {
    open(
      <BudgetLine entityRef={componentRef} />,
      new FakeServiceLevels({
        objectives: [objective({ state: 'exhausted', burnRate: 1.3 })],
        findings: [
          {
            objective: 'checkout-availability',
            component: componentRef,
            relation: 'own',
            policy: 'Spent is spent',
            allow: 'reliability',
            require: [],
            budget: { state: 'exhausted', left: -0.3, measured: 1 },
            sentence: [
              { kind: 'text', text: 'The error budget of ' },
              {
                kind: 'entity',
                text: 'Checkout is answered',
                ref: 'slo:default/checkout-availability',
              },
              {
                kind: 'text',
                text: ' is spent; the policy "Spent is spent" allows reliability fixes and emergencies only.',
              },
            ],
          },
        ],
      }),
    );
    expect(
      await screen.findByText(/allows reliability fixes and emergencies only/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', { name: 'Error budget is spent' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByText(/No policy is in the way/),
    ).not.toBeInTheDocument();
  });

  it('offer the first SLO where nothing is promised yet', async () => {
    open(<EntitySlosContent />, new FakeServiceLevels());
    expect(
      await screen.findByText('Nothing is promised yet'),
    ).toBeInTheDocument();
    expect(screen.getByText(/service: checkout-api/)).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Check it first' }),
    ).toHaveAttribute('href', '/slos/check?service=checkout-api');
  });

  it('show five of many, and where all are', async () => {
    const objectives = Array.from({ length: 37 }, (_, i) =>
      objective({ id: `o-${i}`, title: `Objective ${'long '.repeat(30)}${i}` }),
    );
    open(<HealthCard />, new FakeServiceLevels({ objectives }));
    expect(
      await screen.findByText('All 37 objectives hold.'),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('listitem')).toHaveLength(5);
    expect(
      screen.getByRole('link', { name: 'All 37 objectives' }),
    ).toHaveAttribute('href', '/catalog/default/component/checkout-api/slos');
  });

  it('show one odd objective as one odd row', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const later = Object.assign(objective({ id: 'odd' }), {
      state: 'of a later version',
    });
    open(
      <HealthCard />,
      new FakeServiceLevels({
        objectives: [objective({ title: 'As usual' }), later],
      }),
    );
    expect(await screen.findByText("Couldn't show odd")).toBeInTheDocument();
    expect(screen.getByText('As usual')).toBeInTheDocument();
  });
});

describe('the page of a definition', () => {
  const definition = (kind: string, name: string): Entity => ({
    apiVersion: 'openslo/v1',
    kind,
    metadata: {
      name,
      annotations: {
        [ANNOTATION_DEFINITION_TEXT]: 'kind: SLO\nspec:\n  odd: true',
        [ANNOTATION_DEFINITION_FILE]: 'slo/checkout.yaml',
        [ANNOTATION_DEFINITION_LINE]: '40',
      },
    },
  });
  const problem = (line: number, message: string) => ({
    severity: 'error' as const,
    file: 'slo/checkout.yaml',
    line,
    path: 'spec',
    rule: 'unknown-field',
    message,
  });

  it('says how an SLO stands, and what is wrong within its own lines', async () => {
    const api = new FakeServiceLevels({
      objectives: [objective()],
      problems: [
        problem(39, 'of the one before'),
        problem(42, 'there is no odd'),
        problem(43, 'of the one after'),
      ],
    });
    open(
      <>
        <StandingCard />
        <DefinitionCard />
      </>,
      api,
      definition('SLO', 'checkout-availability'),
    );
    expect(
      await screen.findByRole('link', { name: 'Checkout is answered' }),
    ).toHaveAttribute('href', '/slos/objectives/checkout-availability');
    expect(await screen.findByText('there is no odd')).toBeInTheDocument();
    expect(screen.queryByText(/of the one/)).not.toBeInTheDocument();
    expect(screen.getByText('slo/checkout.yaml, line 40')).toBeInTheDocument();
    expect(api.askedObjectives).toEqual([
      expect.objectContaining({ slo: ['checkout-availability'] }),
    ]);
  });

  it('says whether its source answers', async () => {
    open(
      <StandingCard />,
      new FakeServiceLevels({
        sources: [
          {
            name: 'checkout-api',
            failures: 2,
            objectives: 1,
            trouble: 'The source answered 503',
          },
          { name: 'other', failures: 0, objectives: 1 },
        ],
      }),
      definition('DataSource', 'checkout-api'),
    );
    expect(
      await screen.findByText('The source answered 503'),
    ).toBeInTheDocument();
    expect(screen.queryByText('other')).not.toBeInTheDocument();
  });
});
