import { Entity } from '@backstage/catalog-model';
import {
  CardFrame,
  ScorecardAnswer,
  ScorecardCheck,
} from '@countersign/plugin-governance-react';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import { checkOwner, checkRunbook } from './components/catalogChecks';
import { Scorecard } from './components/Scorecard';
import { chosenChecks } from './extensions/scorecard';

const entity = (fields: Partial<Entity> = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'till', namespace: 'default' },
  ...fields,
});

const check = (
  id: string,
  answer: ScorecardAnswer | Error,
  order = 10,
): ScorecardCheck => ({
  ...{ id, area: `Area of ${id}`, title: `Has ${id}`, order },
  request: {
    key: ref => `test/${id}/${ref}`,
    load: async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    },
  },
  judge: found => found as ScorecardAnswer,
});

const open = (...checks: ScorecardCheck[]) =>
  renderPage(
    <EntityProvider entity={entity()}>
      <Scorecard checks={checks} />
    </EntityProvider>,
  );

describe('the scorecard', () => {
  it('says what is met, what is not and what mends it, and counts what is asked for', async () => {
    open(
      check('owner', { state: 'met', detail: 'shop owns it.' }),
      check('slo', {
        state: 'unmet',
        detail: 'It has none.',
        next: { text: 'Write its first SLO', href: '/slos/check' },
      }),
      check('drill', { state: 'exempt', detail: 'No rule asks for it.' }),
    );
    const card = within(
      await screen.findByRole('list', { name: 'Is it well kept?' }),
    );
    expect(await card.findByText('Has owner: yes')).toBeInTheDocument();
    expect(card.getByText('Has slo: no')).toBeInTheDocument();
    expect(card.getByText('Has drill: not asked for')).toBeInTheDocument();
    expect(
      card.getByRole('link', { name: 'Write its first SLO' }),
    ).toHaveAttribute('href', '/slos/check');
    expect(screen.getByText('1 of 2 met')).toBeInTheDocument();
  });

  it('counts nothing of an area that does not answer, and says so', async () => {
    open(
      check('owner', { state: 'met', detail: 'shop owns it.' }),
      check('slo', new Error('It is away')),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Area of slo.*It is away/,
    );
    expect(await screen.findByText('1 of 1 met')).toBeInTheDocument();
  });

  it('asks once for what a card of the page shows too', async () => {
    const load = jest.fn(async () => 'Two of them');
    const shared: ScorecardCheck<string> = {
      ...check('slo', { state: 'met', detail: '' }),
      overview: undefined,
      request: { key: ref => `test/shared/${ref}`, load },
      judge: found => ({ state: 'met', detail: found }),
    };
    renderPage(
      <EntityProvider entity={entity()}>
        <Scorecard checks={[shared as ScorecardCheck]} />
        <CardFrame
          title="SLOs"
          what="the SLOs"
          rows={1}
          name="test/shared/component:default/till"
          shared
          load={load}
        >
          {found => <p>The card: {found}</p>}
        </CardFrame>
      </EntityProvider>,
    );
    expect(await screen.findByText('The card: Two of them')).toBeVisible();
    expect(await screen.findByText('Two of them')).toBeVisible();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('has the checks that the configuration names, in its order, or else all of them', () => {
    const met = { state: 'met', detail: '' } as const;
    const checks = [check('b', met, 20), check('a', met, 10)];
    const ids = (wanted?: string[]) =>
      chosenChecks(checks, wanted).map(({ id }) => id);
    expect(ids()).toEqual(['a', 'b']);
    expect(ids(['b', 'gone'])).toEqual(['b']);
    expect(ids([])).toEqual([]);
  });
});

describe('what the catalog knows', () => {
  it('is who owns it', () => {
    const owned = entity({
      relations: [{ type: 'ownedBy', targetRef: 'group:default/shop' }],
    });
    expect(checkOwner(owned).state).toBe('met');
    // It says that somebody does, and the catalog has nobody of that name.
    expect(checkOwner(entity({ spec: { owner: 'nobody' } }))).toMatchObject({
      state: 'unmet',
      next: expect.anything(),
    });
  });

  it('is where its runbooks are', () => {
    const named = (text: string) =>
      checkRunbook(
        entity({
          metadata: {
            name: 'till',
            annotations: { 'countersign.dev/runbooks': text },
          },
        }),
      );
    expect(named('/docs/a\n/docs/b\n')).toEqual({
      state: 'met',
      detail: 'It names 2.',
    });
    expect(named(' \n').state).toBe('unmet');
    expect(checkRunbook(entity()).state).toBe('unmet');
  });
});
