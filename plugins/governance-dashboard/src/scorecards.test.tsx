import { Entity } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  ScorecardCheck,
  scorecardChecksApiRef,
} from '@countersign/plugin-governance-react';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { checkOwner } from './components/catalogChecks';
import { DashboardRouter } from './components/DashboardRouter';
import {
  failingMost,
  failuresOf,
  scoreOf,
  worstFirst,
} from './components/Scorecards/scores';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const service = (name: string, owner?: string, system = 'shop'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  relations: [
    ...(owner
      ? [{ type: 'ownedBy', targetRef: `group:default/${owner}` }]
      : []),
    { type: 'partOf', targetRef: `system:default/${system}` },
  ],
});

const owned: ScorecardCheck = {
  ...{ id: 'owner', area: 'Catalog', title: 'Has an owner', order: 10 },
  judge: (_, { entity }) => checkOwner(entity),
};

/** Whether services promise something: so many each. */
const promises = (
  objectives: Record<string, number>,
  load = jest.fn(async () => new Map(Object.entries(objectives))),
): ScorecardCheck => ({
  ...{ id: 'slo', area: 'SLOs', title: 'Promises something', order: 20 },
  request: { key: ref => `test/${ref}`, load: async () => 0 },
  overview: { load, otherwise: 0 },
  judge: n =>
    (n as number) > 0
      ? { state: 'met', detail: `${n} SLOs.` }
      : {
          state: 'unmet',
          detail: 'It has none.',
          next: { text: 'Write its first SLO', href: '/slos/check' },
        },
});

const alone: ScorecardCheck = {
  ...{ id: 'alone', area: 'Others', title: 'Asks one by one', order: 30 },
  request: { key: ref => `test/alone/${ref}`, load: async () => true },
  judge: () => ({ state: 'met', detail: '' }),
};

function open(
  checks: ScorecardCheck[],
  entities: Entity[],
  path = 'scorecards',
  more: Parameters<typeof renderPage>[1] = {},
) {
  return renderPage(<DashboardRouter pages={[]} />, {
    path,
    entities,
    ...more,
    apis: [[scorecardChecksApiRef, { checks }], ...(more?.apis ?? [])] as never,
    mountedRoutes: { '/governance': rootRouteRef },
  });
}

const rows = async () =>
  within(await screen.findByRole('list', { name: 'Services' }));
const order = () =>
  within(screen.getByRole('list', { name: 'Services' }))
    .getAllByRole('link')
    .map(({ textContent }) => textContent)
    .filter(text => /^(cart|mail|till)$/.test(text!));

const all = [
  service('cart', 'shop'),
  service('till'),
  service('mail', 'post', 'post'),
];
const slos = { 'component:default/cart': 2 };

describe('the scorecards of all services', () => {
  it('begin with those that fail most, say what they fail and what mends it', async () => {
    const check = promises(slos);
    open([owned, check, alone], all);
    const list = await rows();
    expect(order()).toEqual(['till', 'mail', 'cart']);
    expect(list.getByText('0 of 2')).toBeInTheDocument();
    expect(
      list.getAllByRole('link', { name: 'Write its first SLO' })[0],
    ).toHaveAttribute('href', '/slos/check');
    expect(
      list.getByText('Set spec.owner in its catalog-info.yaml', {
        exact: false,
      }),
    ).toBeInTheDocument();
    expect(
      list.getByText('meets everything that is asked', { exact: false }),
    ).toBeInTheDocument();
    // One that can only be asked about one service stands on the pages of services.
    expect(screen.queryByText(/Asks one by one/)).not.toBeInTheDocument();
    expect(check.overview!.load).toHaveBeenCalledTimes(1);
  });

  it('say what fails most, which narrows the list to those', async () => {
    open([owned, promises(slos)], all);
    await rows();
    const failing = within(
      screen.getByRole('region', { name: 'What fails most' }),
    );
    expect(
      failing.getAllByRole('button').map(({ textContent }) => textContent),
    ).toEqual(['Promises something: 2 of 3 fail', 'Has an owner: 1 of 3 fail']);
    await userEvent.click(
      failing.getByRole('button', { name: /^Has an owner/ }),
    );
    await waitFor(() => expect(order()).toEqual(['till']));
  });

  it('are narrowed by owner, system and words of the address', async () => {
    open([owned, promises(slos)], all, 'scorecards?system=system:default/post');
    await rows();
    expect(order()).toEqual(['mail']);
  });

  it('count nothing of an area that does not answer, and say so', async () => {
    const away = promises(
      slos,
      jest.fn(async () => {
        throw new Error('It is away');
      }),
    );
    open([owned, away], all);
    const list = await rows();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "SLOs didn't answer: It is away",
    );
    expect(list.queryByText(/Promises something/)).not.toBeInTheDocument();
    expect(list.getByText('0 of 1')).toBeInTheDocument();
  });

  it('say what would fill them', async () => {
    open([owned], []);
    expect(await screen.findByText('No service yet')).toBeInTheDocument();
  });

  it('say that the catalog does not answer', async () => {
    const catalog = catalogApiMock();
    catalog.getEntities = async () => {
      throw new Error('No catalog');
    };
    open([owned], [], 'scorecards', { apis: [[catalogApiRef, catalog]] });
    expect(await screen.findByText(/No catalog/)).toBeInTheDocument();
  });

  it('are fifty at a time of ten thousand', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      service(`service-${i}`, 'shop'),
    );
    open([owned, promises({})], many);
    const list = await rows();
    expect(list.getAllByText('1 of 2')).toHaveLength(50);
    expect(screen.getByRole('status')).toHaveTextContent('10000 services');
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(list.getAllByText('1 of 2')).toHaveLength(100);
  });
});

describe('the order of services', () => {
  it('is by how much they fail; what is counted is what their own pages say', () => {
    const states = fc.constantFrom<'met' | 'unmet' | 'exempt'>(
      'met',
      'unmet',
      'exempt',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(states, states, states), { maxLength: 30 }),
        drawn => {
          const checks = [0, 1, 2].map(
            (i): ScorecardCheck => ({
              ...{ id: `${i}`, area: '', title: `Check ${i}`, order: i },
              judge: told => ({
                state: (told as (typeof drawn)[number])[i],
                detail: '',
              }),
            }),
          );
          const answers = new Map(
            drawn.map((each, i) => [`component:default/s-${i}`, each]),
          );
          const told = { answers, otherwise: ['met', 'met', 'met'] };
          const scores = worstFirst(
            drawn.map((_, i) =>
              scoreOf(
                service(`s-${i}`),
                checks.map(check => ({ check, told })),
                { get: () => undefined },
              ),
            ),
          );
          const failures = scores.map(score => failuresOf(score).length);
          expect(failures).toEqual([...failures].sort((a, b) => b - a));
          expect(scores.map(({ met, of }) => of - met)).toEqual(failures);
          const total = failingMost(checks, scores).reduce(
            (sum, { fail }) => sum + fail,
            0,
          );
          expect(total).toBe(failures.reduce((sum, n) => sum + n, 0));
        },
      ),
    );
  });
});
