import { Entity } from '@backstage/catalog-model';
import {
  EntityKindFilter,
  EntityListProvider,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import {
  ScorecardCheck,
  scorecardChecksApiRef,
} from '@countersign/plugin-governance-react';
import {
  deniedApi,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useEffect } from 'react';
import { Link } from 'react-router-dom';
import {
  CatalogScorecardFilter,
  isChosen,
  MOST_NAMED,
} from './components/Scorecards/CatalogScorecardFilter';
import { CatalogScorecardPicker } from './components/Scorecards/CatalogScorecardPicker';
import { ServiceScore } from './components/Scorecards/scores';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const service = (name: string, owner?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', uid: `uid-of-${name}` },
  ...(owner && {
    relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
  }),
});
const owned: ScorecardCheck = {
  ...{ id: 'owner', area: 'Catalog', title: 'Has an owner', order: 10 },
  judge: (_, { entity }) => ({
    state: entity.relations ? 'met' : 'unmet',
    detail: '',
  }),
};
const promising = (load: () => Promise<Map<string, number>>) => ({
  ...{ id: 'slo', area: 'SLOs', title: 'Has an SLO', order: 20 },
  request: { key: (ref: string) => ref, load: async () => 0 },
  overview: { load: jest.fn(load), otherwise: 0 },
  judge: (n: unknown) => ({
    state: n ? ('met' as const) : ('unmet' as const),
    detail: '',
  }),
});

/** The catalog's list, as its page has it: filtered by the backend, page by page. */
function List(props: { kind: string; onFilters(filters: object): void }) {
  const { kind, onFilters } = props;
  const { entities, filters, pageInfo, totalItems, updateFilters } =
    useEntityList();
  useEffect(
    () => updateFilters({ kind: new EntityKindFilter(kind, kind) }),
    [kind, updateFilters],
  );
  useEffect(() => onFilters(filters), [filters, onFilters]);
  return (
    <>
      <p>{totalItems} in all</p>
      {pageInfo?.next && <button onClick={pageInfo.next}>Next page</button>}
      <ul aria-label="Entities">
        {entities.map(({ metadata: { name } }) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  );
}
function open(
  checks: ScorecardCheck[],
  options: {
    path?: string;
    kind?: string;
    entities?: Entity[];
    /** So many stand on a page. */
    limit?: number;
    /** A link from the page to itself. */
    link?: string;
    /** Hears of each time that the list was told what to filter by. */
    onFilters?(filters: object): void;
  } = {},
) {
  const { path, kind = 'component', link } = options;
  const { limit = 20, onFilters = () => {} } = options;
  return renderPage(
    <EntityListProvider pagination={{ mode: 'cursor', limit }}>
      <List {...{ kind, onFilters }} />
      <CatalogScorecardPicker />
      {link && <Link to={link}>Elsewhere</Link>}
    </EntityListProvider>,
    {
      path,
      entities: options.entities ?? [
        service('cart', 'shop'),
        service('mail', 'post'),
        service('till'),
      ],
      apis: [[scorecardChecksApiRef, { checks }]],
      mountedRoutes: { '/governance': rootRouteRef },
    },
  );
}
const listed = () =>
  within(screen.getByRole('list', { name: 'Entities' }))
    .queryAllByRole('listitem')
    .map(({ textContent }) => textContent);
const away = async () => {
  throw new Error('It is away');
};
const manyServices = Array.from({ length: MOST_NAMED + 5 }, (_, i) =>
  service(`service-${i}`),
);
const choose = async (name: string) => {
  // Stays open until somebody is done.
  if (!screen.queryByRole('listbox')) {
    await userEvent.click(await screen.findByRole('textbox'));
  }
  await userEvent.click(await screen.findByRole('option', { name }));
};

describe('the list of the catalog', () => {
  it('is narrowed to what fails a check, or to what meets all, and whole again', async () => {
    const slo = promising(async () => new Map([['component:default/cart', 2]]));
    open([owned, slo]);
    await waitFor(() => expect(listed()).toEqual(['cart', 'mail', 'till']));
    // Nobody wants to know yet.
    expect(slo.overview.load).not.toHaveBeenCalled();
    await choose('Fails: Has an owner');
    await waitFor(() => expect(listed()).toEqual(['till']));
    expect(await screen.findByText('1 in all')).toBeInTheDocument();
    await choose('Meets every check');
    await waitFor(() => expect(listed()).toEqual(['cart', 'till']));
    await userEvent.type(screen.getByRole('textbox'), '{Backspace}{Backspace}');
    await waitFor(() => expect(listed()).toEqual(['cart', 'mail', 'till']));
    expect(slo.overview.load).toHaveBeenCalledTimes(1);
  });

  it('is empty where nothing fails', async () => {
    open([owned], { entities: [service('cart', 'shop')] });
    await choose('Fails any check');
    await waitFor(() => expect(listed()).toEqual([]));
  });

  it('is narrowed by the address, of components alone', async () => {
    const path = '?filters[scorecard]=fails:owner';
    const { unmount } = open([owned], { path });
    await waitFor(() => expect(listed()).toEqual(['till']));
    unmount();
    const shelf = { ...service('shelf'), kind: 'Resource' };
    open([owned], { path, kind: 'resource', entities: [shelf] });
    await waitFor(() => expect(listed()).toEqual(['shelf']));
    expect(screen.queryByText('Scorecard')).not.toBeInTheDocument();
  });

  it('says which area does not answer; its check counts for nobody', async () => {
    open([owned, promising(away)]);
    await choose('Fails any check');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "SLOs didn't answer: It is away",
    );
    await waitFor(() => expect(listed()).toEqual(['till']));
  });

  it('follows a link from itself', async () => {
    open([owned], {
      path: '?filters[scorecard]=complete',
      link: '/?filters[scorecard]=fails:owner',
    });
    await waitFor(() => expect(listed()).toEqual(['cart', 'mail']));
    await userEvent.click(screen.getByRole('link', { name: 'Elsewhere' }));
    await waitFor(() => expect(listed()).toEqual(['till']));
  });

  it('stays on its page when its reader comes back and nothing has changed', async () => {
    const slo = promising(async () => new Map());
    let asked = 0;
    const drill = {
      ...promising(async () => {
        asked += 1;
        throw new Error(`It is away, ${asked}`);
      }),
      ...{ id: 'drill', area: 'Drills', title: 'Has a drill' },
    };
    const onFilters = jest.fn();
    open([slo, drill], { limit: 2, onFilters });
    await choose('Fails: Has an SLO');
    expect(await screen.findByText(/It is away, 1/)).toBeInTheDocument();
    await waitFor(() =>
      expect(onFilters.mock.lastCall[0].scorecard.getCatalogFilters()).toEqual({
        'metadata.uid': ['uid-of-cart', 'uid-of-mail', 'uid-of-till'],
      }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Next page' }),
    );
    await waitFor(() => expect(listed()).toEqual(['till']));
    const told = onFilters.mock.calls.length;
    // The second time shows what the first has led to.
    for (const time of [2, 3]) {
      fireEvent.focus(window);
      expect(
        await screen.findByText(new RegExp(`It is away, ${time}`)),
      ).toBeInTheDocument();
    }
    expect(slo.overview.load).toHaveBeenCalledTimes(3);
    expect(onFilters).toHaveBeenCalledTimes(told);
    expect(listed()).toEqual(['till']);
  });

  it.each([
    ['does not answer', away, "SLOs didn't answer: It is away"],
    [
      'may not be read',
      () => deniedApi<{ load(): Promise<never> }>('Not yours').load(),
      /SLOs/,
    ],
  ])(
    'has nobody who meets every check while an area %s',
    async (_, load, problem) => {
      open([owned, promising(load)]);
      await choose('Meets every check');
      expect(
        await screen.findByText(
          'No service is listed as meeting every check while answers are missing.',
        ),
      ).toBeInTheDocument();
      expect(screen.getByText(problem)).toBeInTheDocument();
      await waitFor(() => expect(listed()).toEqual([]));
      await choose('Fails: Has an owner');
      await waitFor(() => expect(listed()).toEqual(['till']));
    },
  );

  it.each([
    ['Fails: Has an owner', 'owner'],
    ['Fails any check', 'owner,slo'],
  ])(
    'says whom it searches of more than the catalog takes, and where all are: %s',
    async (choice, fails) => {
      const slo = promising(async () => new Map());
      open([owned, slo], { entities: manyServices });
      await choose(choice);
      expect(
        await screen.findByText(
          'Of 105 matches, only the 100 that fail most are searched.',
          { exact: false },
        ),
      ).toBeInTheDocument();
      expect(
        screen.getByRole('link', { name: 'Show all in Scorecards' }),
      ).toHaveAttribute(
        'href',
        `/governance/scorecards?${new URLSearchParams({ fails })}`,
      );
    },
  );

  it('has no link to those that meet every check, for which the other page has no filter', async () => {
    const met = {
      ...owned,
      judge: () => ({ state: 'met' as const, detail: '' }),
    };
    open([met], { entities: manyServices });
    await choose('Meets every check');
    expect(
      await screen.findByText('Of 105 matches, only 100 are searched.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Show all in Scorecards' }),
    ).not.toBeInTheDocument();
  });
});

describe('what is chosen', () => {
  const score = (...states: ('met' | 'unmet' | 'exempt')[]): ServiceScore => ({
    ...{ entityRef: 'component:default/a', uid: 'a', title: 'a' },
    results: states.map((state, i) => ({
      check: { ...owned, id: `${i}` },
      ...{ state, detail: '' },
    })),
    met: states.filter(state => state === 'met').length,
    of: states.filter(state => state !== 'exempt').length,
  });

  it.each([
    [score('met', 'met'), ['complete']],
    [score('met', 'exempt'), ['complete']],
    [score('exempt', 'exempt'), []],
    [score('unmet', 'met'), ['incomplete', 'fails:0']],
    [score('unmet', 'unmet'), ['incomplete', 'fails:0', 'fails:1']],
  ])('fits what its checks say: %#', (of, expected) => {
    const choices = ['incomplete', 'complete', 'fails:0', 'fails:1'];
    expect(choices.filter(choice => isChosen(of, [choice]))).toEqual(expected);
    expect(isChosen(of, choices)).toBe(expected.length > 0);
    expect(isChosen(of, ['fails:gone', 'nonsense'])).toBe(false);
  });

  it('asks the catalog for the worst by their ids, for nobody where there are none, and for all until it is known', () => {
    const names = (scores?: ServiceScore[]) =>
      new CatalogScorecardFilter(['incomplete'], scores).getCatalogFilters();
    const many = Array.from({ length: 10_000 }, (_, i) => ({
      ...score('unmet'),
      uid: `${i}`,
    }));
    expect(names(many)['metadata.uid']).toEqual(
      many.slice(0, MOST_NAMED).map(({ uid }) => uid),
    );
    expect(names([])).toEqual({ 'metadata.uid': ['none'] });
    expect(names()).toEqual({});
  });
});
