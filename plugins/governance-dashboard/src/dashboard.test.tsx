import {
  createFrontendPlugin,
  createRouteRef,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  brokenSubjects,
  DashboardAnswer,
  dashboardExportSchema,
  DashboardFigure,
  DashboardQuery,
} from '@countersign/plugin-governance-common';
import {
  DashboardTile,
  DashboardTileBlueprint,
  dashboardTilesApiRef,
  listPath,
} from '@countersign/plugin-governance-react';
import { RiFlashlightLine } from '@remixicon/react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  PageOptions,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { DashboardPage } from './components/DashboardPage';
import { exportFigures } from './components/exportFigures';
import { HomeFigures } from './components/HomeFigures';
import { governanceDashboardPlugin } from './plugin';
import { rootRouteRef as dashboardRouteRef } from './routes';

jest.setTimeout(240_000);

const answer = (...figures: DashboardFigure[]): DashboardAnswer => ({
  ...{ at: '', previousFrom: '', from: '', to: '' },
  figures,
});
const figure = (fields: Partial<DashboardFigure>): DashboardFigure => ({
  id: 'open',
  title: 'Open',
  unit: 'count',
  better: 'lower',
  definition: 'Those that are not over.',
  ...fields,
});

const rootRouteRef = createRouteRef();

/** An area of the tests with its tile, and what it was asked. */
function areaOf(
  area: string,
  load: () => Promise<DashboardAnswer>,
  order = 10,
) {
  const asked: DashboardQuery[] = [];
  const tile: DashboardTile = {
    ...{ id: area.toLocaleLowerCase('en-US'), area, order },
    icon: RiFlashlightLine,
    load: async ({ query }) => {
      asked.push(query);
      return load();
    },
    href: apis => listPath(apis, rootRouteRef),
    listOf: (apis, { list }) => listPath(apis, rootRouteRef, list),
  };
  return { tile, asked };
}

const entities = [
  ['Group', 'shop', 'Shop'],
  ['System', 'till', 'Till'],
].map(([kind, name, title]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', title },
}));

function open(
  areas: ReturnType<typeof areaOf>[],
  path = '',
  {
    page = <DashboardPage />,
    apis = [],
  }: { page?: JSX.Element; apis?: PageOptions['apis'] } = {},
) {
  const tiles = areas.map(({ tile }) => tile);
  return renderPage(page, {
    path,
    entities,
    apis: [[dashboardTilesApiRef, { tiles }], ...apis!],
    mountedRoutes: {
      '/lists': rootRouteRef,
      '/governance': dashboardRouteRef,
    },
  });
}

/** The tile of an area, once it shows a text: until then the page around it may be put together anew. */
async function tileOf(area: string, shows: string | RegExp) {
  const tile = () => within(screen.getByRole('region', { name: area }));
  await waitFor(() => tile().getByText(shows));
  return tile();
}

describe('the dashboard', () => {
  it('shows each figure with its unit, how it went, its records and its meaning', async () => {
    const area = areaOf('Incidents', async () =>
      answer(
        figure({
          value: 3,
          previous: 5,
          list: { state: ['new', 'on-hold'], drill: false },
        }),
        figure({
          ...{ id: 'mttr', title: 'Time to restore', unit: 'seconds' },
          ...{ value: 5400, previous: 60, n: 4 },
        }),
        figure({ id: 'rate', title: 'Rate', unit: 'percent' }),
      ),
    );
    open([area]);
    const tile = await tileOf('Incidents', 'Time to restore');
    expect(
      tile.getByRole('link', { name: '3 Open: show the records' }),
    ).toHaveAttribute('href', '/lists?state=new%2Con-hold&drill=false');
    expect(tile.getByText('was 5 · better')).toBeInTheDocument();
    expect(tile.getByText('1 h 30 min')).toBeInTheDocument();
    expect(tile.getByText('was 1 min · worse')).toBeInTheDocument();
    expect(tile.getByText('of 4')).toBeInTheDocument();
    // Nothing to divide by is no zero.
    expect(tile.getByText('No data')).toBeInTheDocument();
    await userEvent.click(tile.getAllByText('Definition')[0]);
    expect(tile.getAllByText('Those that are not over.')[0]).toBeVisible();
  });

  it('says which area does not answer, and shows the others', async () => {
    let fails = true;
    const away = areaOf('SLOs', async () => {
      if (fails) throw new Error('It is away');
      return answer(figure({ value: 7 }));
    });
    open([
      away,
      areaOf('Drills', async () => answer(figure({ value: 2 })), 20),
    ]);
    const tile = await tileOf('SLOs', 'It is away');
    expect(tile.getByRole('alert')).toBeInTheDocument();
    await tileOf('Drills', '2');
    fails = false;
    await userEvent.click(tile.getByRole('button', { name: 'Retry' }));
    await tileOf('SLOs', '7');
  });

  it('says on its tile which area may not be read, which is no failure, and exports nothing where none may', async () => {
    const said = 'You may not read incidents: ask for the permission i.read';
    const denied = areaOf('Incidents', async () => {
      throw Object.assign(new Error(said), { name: 'NotAllowedError' });
    });
    const drills = areaOf('Drills', async () => answer(figure({ value: 2 })));
    const { unmount } = open([denied, drills]);
    const tile = await tileOf('Incidents', said);
    expect(tile.queryByRole('alert')).not.toBeInTheDocument();
    expect(tile.queryByRole('button')).not.toBeInTheDocument();
    await tileOf('Drills', '2');
    const exports = () =>
      screen.queryByRole('button', { name: 'Export with proof' });
    expect(exports()).toBeInTheDocument();
    unmount();

    open([denied]);
    await tileOf('Incidents', said);
    expect(exports()).not.toBeInTheDocument();
  });

  it('keeps the place of the export while tiles are awaited', async () => {
    let say = (_: DashboardAnswer) => {};
    const awaited = new Promise<DashboardAnswer>(resolve => {
      say = resolve;
    });
    open([areaOf('Drills', () => awaited)]);
    const button = () =>
      screen.findByRole('button', { name: 'Export with proof' });
    expect(await button()).toBeDisabled();
    say(answer(figure({ value: 2 })));
    await tileOf('Drills', '2');
    expect(await button()).toBeEnabled();
  });

  it('asks each area of the days, teams and systems of the address', async () => {
    const area = areaOf('Changes', async () => answer());
    open(
      [area],
      // The clocks go back on the 25th in Europe: a day of UTC has 24 hours all the same.
      '?from=2026-10-20&to=2026-10-26&team=group:default/shop&system=system:default/till',
    );
    await tileOf('Changes', 'There is nothing to count yet.');
    expect(area.asked.slice(-1)).toEqual([
      {
        previousFrom: '2026-10-13T00:00:00.000Z',
        from: '2026-10-20T00:00:00.000Z',
        to: '2026-10-27T00:00:00.000Z',
        team: ['group:default/shop'],
        system: ['system:default/till'],
      },
    ]);
    expect(
      await screen.findByText(
        /20 Oct 2026 – 26 Oct 2026 \(UTC\), compared with 13 Oct 2026 – 19 Oct 2026/,
      ),
    ).toHaveTextContent('Of Shop, Till.');
  });

  it('says so where the period ends before it begins, and asks nobody', async () => {
    const area = areaOf('Changes', async () => answer());
    open([area], '?from=2026-10-20&to=2026-10-01');
    expect(
      await screen.findByText('The period must end after it starts.'),
    ).toBeInTheDocument();
    expect(area.asked).toEqual([]);
  });

  it('shows its figures also where the catalog does not answer', async () => {
    const catalog = catalogApiMock({ entities });
    catalog.getEntities = async () => {
      throw new Error('No catalog');
    };
    open(
      [areaOf('Drills', async () => answer(figure({ value: 2 })))],
      '?team=group:default/shop',
      { apis: [[catalogApiRef, catalog]] },
    );
    await tileOf('Drills', '2');
    expect(
      await screen.findByText("Couldn't read teams and systems."),
    ).toBeInTheDocument();
    expect(screen.getByText(/Of shop\./)).toBeInTheDocument();
  });

  it('says what would fill it where no area is installed', async () => {
    open([]);
    expect(
      await screen.findByText('No area shows figures here.'),
    ).toBeInTheDocument();
  });

  it('is printed by one button', async () => {
    const print = jest.spyOn(window, 'print').mockImplementation(() => {});
    open([areaOf('Drills', async () => answer())]);
    await tileOf('Drills', 'There is nothing to count yet.');
    await userEvent.click(screen.getByRole('button', { name: 'Print' }));
    expect(print).toHaveBeenCalledTimes(1);
    print.mockRestore();
  });
});

describe('an export', () => {
  const query = {
    previousFrom: '2026-11-01T00:00:00.000Z',
    from: '2026-11-08T00:00:00.000Z',
    to: '2026-11-15T00:00:00.000Z',
  };
  const tileWith = (fields: Partial<DashboardTile>): DashboardTile => ({
    ...{ id: 'incidents', area: 'Incidents', order: 1 },
    icon: RiFlashlightLine,
    load: async () => answer(figure({ value: 3 })),
    href: () => undefined,
    listOf: () => undefined,
    ...fields,
  });
  const exported = async (...tiles: DashboardTile[]) => {
    const bytes = await exportFigures({
      apis: { get: () => undefined },
      exportedAt: query.to,
      ...{ tiles, query },
    });
    return dashboardExportSchema.parse(
      JSON.parse(new TextDecoder().decode(bytes)),
    );
  };

  it('has every figure, the evidence of those that have some, and why a tile has none', async () => {
    const file = await exported(
      tileWith({
        prove: async () => ({
          evidence: { 'a.json': new TextEncoder().encode('{}\n') },
          covered: ['open'],
        }),
      }),
      tileWith({
        ...{ id: 'drills', area: 'Drills' },
        load: async () => {
          throw new Error('It is away');
        },
        prove: async () => {
          throw new Error('Nothing to prove');
        },
      }),
    );
    expect(file.predicate.tiles).toMatchObject([
      { id: 'incidents', answer: { figures: [{ id: 'open', value: 3 }] } },
      { id: 'drills', problem: 'It is away' },
    ]);
    expect(file.predicate.evidence).toEqual({ 'a.json': '{}\n' });
    expect(file.predicate.covered).toEqual({ incidents: ['open'] });
    expect(brokenSubjects(file)).toEqual([]);
  });

  it('fails where evidence cannot be had: nobody takes it for one that has it', async () => {
    const tile = tileWith({
      prove: async () => {
        throw new Error('There are too many incidents');
      },
    });
    await expect(exported(tile)).rejects.toThrow('too many incidents');
  });
});

describe('the home page', () => {
  it('shows what calls for action and nothing else, and leads to the dashboard', async () => {
    const urgent = figure({
      ...{ id: 'urgent', title: 'Urgent', alarm: true, value: 2, list: {} },
    });
    open(
      [
        areaOf('Incidents', async () =>
          answer(
            figure({ value: 9 }),
            urgent,
            figure({ id: 'late', title: 'Late', alarm: true, value: 0 }),
          ),
        ),
      ],
      '',
      { page: <HomeFigures /> },
    );
    const list = within(
      await screen.findByRole('list', { name: 'Governance now' }),
    );
    expect(list.getAllByRole('listitem')).toHaveLength(1);
    expect(list.getByText('Incidents: Urgent')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Open the dashboard' }),
    ).toHaveAttribute('href', '/governance');
  });

  it('says that nothing calls for action', async () => {
    open([areaOf('Drills', async () => answer(figure({ value: 1 })))], '', {
      page: <HomeFigures />,
    });
    expect(
      await screen.findByText('Nothing calls for action.'),
    ).toBeInTheDocument();
  });
});

describe('the plugin', () => {
  it('shows the tiles of the areas that are installed, in their order', async () => {
    const areas = [
      areaOf('Drills', async () => answer(figure({ value: 1 })), 20),
      areaOf('SLOs', async () => answer(figure({ value: 2 })), 10),
    ].map(({ tile }) =>
      createFrontendPlugin({
        pluginId: tile.id,
        extensions: [DashboardTileBlueprint.make({ params: tile })],
      }),
    );
    renderTestApp({
      features: [governanceDashboardPlugin, ...areas],
      apis: [[catalogApiRef, catalogApiMock({ entities })]],
      initialRouteEntries: ['/governance'],
    });
    await screen.findByText('2');
    const headings = screen
      .getAllByRole('heading', { level: 2 })
      .map(({ textContent }) => textContent);
    expect(headings).toEqual(['SLOs', 'Drills']);
  });
});
