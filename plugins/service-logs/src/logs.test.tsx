import governancePlugin from '@countersign/plugin-governance';
import { BesideLinks } from '@countersign/plugin-governance-react';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  DEFINITION_VERSION,
  LogMetricDefinition,
} from '@countersign/plugin-service-logs-common';
import { readDefinitions } from '@countersign/plugin-service-logs-common/definitions';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entityRef, entry, FakeLogs } from './__testUtils__/FakeLogs';
import { serviceLogsApiRef } from './api';
import {
  logAddress,
  shifted,
  traceFilter,
  wholeFilter,
} from './components/LogView/logAddress';
import { LogsPage } from './components/LogsPage';
import { serviceLogsPlugin } from './plugin';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const time = 'from=2026-11-27T09:50:00.000Z&to=2026-11-27T10:10:00.000Z';
const open = (api: FakeLogs, query = `entity=${entityRef}&${time}`) =>
  renderPage(<LogsPage />, {
    path: `?${query}`,
    apis: [[serviceLogsApiRef, api as never]],
    mountedRoutes: { '/logs': rootRouteRef },
  });
const filterField = () => screen.findByRole('textbox', { name: 'Filter' });

describe('the page of logs', () => {
  it('asks for a service first', async () => {
    open(new FakeLogs(), '');
    expect(
      await screen.findByText('Choose a service to read its logs'),
    ).toBeInTheDocument();
  });

  it('shows what the address asks for: chart, entries, older ones', async () => {
    const api = new FakeLogs();
    api.page = { ...api.page, nextCursor: 'two' };
    open(api, `entity=${entityRef}&${time}&q=user=ada&least=warn`);
    const list = await screen.findByRole('list', { name: 'Entries' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(each => each.textContent),
    ).toEqual([
      expect.stringContaining('entry 2'),
      expect.stringContaining('entry 1'),
    ]);
    expect(await screen.findByText('5 entries')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show older' }));
    expect(await screen.findByText('entry 0')).toBeInTheDocument();
    expect(api.searches).toEqual([
      expect.objectContaining({
        entityRef,
        source: 'files',
        filter: 'severity>=WARN (user=ada)',
        from: '2026-11-27T09:50:00.000Z',
        to: '2026-11-27T10:10:00.000Z',
      }),
      expect.objectContaining({ cursor: 'two' }),
    ]);
  });

  it('checks a filter as it is typed, and asks no wrong one', async () => {
    const api = new FakeLogs();
    api.problems = [
      { from: 10, to: 14, message: 'There is no severity EROR.' },
    ];
    open(api);
    await userEvent.type(await filterField(), 'severity>=EROR');
    expect(
      await screen.findByText(/There is no severity EROR.*character 11/),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Search' })).toBeDisabled();
    api.problems = [];
    await userEvent.clear(await filterField());
    await userEvent.type(await filterField(), 'severity>=ERROR{Enter}');
    await waitFor(() =>
      expect(api.searches.at(-1)).toMatchObject({ filter: 'severity>=ERROR' }),
    );
  });

  it('opens an entry to its fields, its trace and what stands around it', async () => {
    const api = new FakeLogs();
    api.page = { ...api.page, items: [entry(1, { traceId: '4bf9' })] };
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: /entry 1/ }),
    );
    expect(screen.getByRole('region', { name: 'Fields' })).toHaveTextContent(
      '"status": 201',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Show around' }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('before it')).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show this trace' }),
    );
    await waitFor(() =>
      expect(api.searches.at(-1)).toMatchObject({ filter: 'traceId="4bf9"' }),
    );
  });

  it('follows what is written', async () => {
    const api = new FakeLogs();
    api.came = [
      { items: [], cursor: 'one', skipped: false },
      { items: [entry(3), entry(4)], cursor: 'two', skipped: true },
    ];
    open(api);
    await userEvent.click(await screen.findByRole('button', { name: 'Live' }));
    const list = await screen.findByRole('list', { name: 'Live entries' });
    expect(await within(list).findByText('entry 4')).toBeInTheDocument();
    expect(within(list).getAllByRole('listitem')[0]).toHaveTextContent(
      'entry 4',
    );
    expect(screen.getByText(/some were left out/)).toBeInTheDocument();
    expect(api.tails.slice(0, 2).map(({ cursor }) => cursor)).toEqual([
      undefined,
      'one',
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Stop live' }));
    expect(
      await screen.findByRole('list', { name: 'Entries' }),
    ).toBeInTheDocument();
  });

  it('says that it was cut off while it follows, and goes on from there', async () => {
    const api = new FakeLogs();
    api.came = [
      { items: [entry(3)], cursor: 'one', skipped: false },
      { items: [entry(4)], cursor: 'two', skipped: false },
    ];
    const answered = api.getTail.bind(api);
    const asked = jest
      .spyOn(api, 'getTail')
      .mockImplementationOnce(answered)
      .mockRejectedValueOnce(new Error('The connection was reset'));
    open(api);
    await userEvent.click(await screen.findByRole('button', { name: 'Live' }));
    const list = await screen.findByRole('list', { name: 'Live entries' });
    expect(await within(list).findByText('entry 3')).toBeInTheDocument();
    expect(
      await screen.findByText(/does not answer. Trying again/),
    ).toBeInTheDocument();
    expect(await within(list).findByText('entry 4')).toBeInTheDocument();
    expect(within(list).getAllByText(/entry [34]/)).toHaveLength(2);
    expect(asked.mock.calls.slice(0, 3).map(([{ cursor }]) => cursor)).toEqual([
      undefined,
      'one',
      'one',
    ]);
    expect(
      screen.queryByText(/does not answer. Trying again/),
    ).not.toBeInTheDocument();
  });

  it('keeps a query, and a result as evidence, which is sent on', async () => {
    const api = new FakeLogs();
    const place = 'larkspur-prod.logs.results';
    api.overview = {
      ...api.overview,
      destinations: [{ name: 'warehouse', title: 'BigQuery', place }],
    };
    open(api, `entity=${entityRef}&${time}&q=timeout`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Save query' }),
    );
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Name/ }),
      'Timeouts',
    );
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Save query',
      }),
    );
    await waitFor(() =>
      expect(api.saved).toMatchObject([
        { title: 'Timeouts', filter: 'timeout', entityRef },
      ]),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );

    await userEvent.click(
      screen.getByRole('button', { name: 'Keep as evidence' }),
    );
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Why it is kept/ }),
      'INC0000042',
    );
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Keep as evidence',
      }),
    );
    expect(
      await screen.findByText(/LGX0000007 keeps 2 entries/),
    ).toBeInTheDocument();
    expect(api.exported).toMatchObject([
      { filter: 'timeout', reason: 'INC0000042' },
    ]);
    expect(
      screen.getByRole('button', { name: 'Evidence' }),
    ).toBeInTheDocument();

    const send = { name: 'Send to BigQuery' };
    api.failure = new Error('BigQuery cannot be reached. Try again.');
    await userEvent.click(screen.getByRole('button', send));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The result could not be sent.*BigQuery cannot be reached/,
    );
    api.failure = undefined;
    await userEvent.click(screen.getByRole('button', send));
    expect(
      await screen.findByText(`2 rows are in ${place}.`),
    ).toBeInTheDocument();
    expect(api.sent).toEqual([
      { number: 'LGX0000007', destination: 'warehouse' },
    ]);
  });

  it('makes a metric as code of a query, which a file of definitions takes', async () => {
    const api = new FakeLogs();
    const [files] = api.overview.sources;
    const failed: LogMetricDefinition = {
      apiVersion: DEFINITION_VERSION,
      kind: 'LogMetric',
      metadata: { name: 'checkout-failed' },
      spec: { entity: entityRef, filter: '', type: 'counter' },
    };
    api.overview = {
      ...api.overview,
      sources: [files, { ...files, name: 'loki', language: 'logql' }],
      metrics: [failed],
    };
    open(api, `entity=${entityRef}&${time}&q="timed out"&least=warn`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Use as metric' }),
    );
    const field = (name: string | RegExp) =>
      screen.getByRole('textbox', { name });
    const written = (name: string) => screen.getByRole('region', { name });
    await userEvent.type(field(/^Name/), 'Checkout');
    expect(screen.getByText(/Must be a lower-case word/)).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'The metric' })).toBeNull();
    await userEvent.clear(field(/^Name/));
    await userEvent.type(field(/^Name/), 'checkout-failed');
    expect(screen.getByText(/has a metric of this name/)).toBeInTheDocument();
    await userEvent.type(field(/^Name/), '-late');
    const spec = {
      ...{ entity: entityRef, source: 'files' },
      filter: 'severity>=WARN ("timed out")',
    };
    const metadata = { name: 'checkout-failed-late' };
    const { metrics } = readDefinitions(written('The metric').textContent!);
    expect(metrics).toEqual([
      { ...failed, metadata, spec: { ...spec, type: 'counter' } },
    ]);

    await userEvent.click(
      screen.getByRole('button', { name: /What is counted/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Values of a field' }),
    );
    await userEvent.type(field(/^Field/), 'httpRequest.latency');
    await userEvent.type(field(/^Edges/), '1, 0.3');
    expect(
      screen.getByText(/Each edge must be above the one before it/),
    ).toBeInTheDocument();
    await userEvent.clear(field(/^Edges/));
    await userEvent.type(field(/^Edges/), '0.3, 1');
    expect(
      readDefinitions(written('The metric').textContent!).metrics[0].spec,
    ).toEqual({
      ...{ ...spec, type: 'distribution' },
      ...{ value: 'httpRequest.latency', buckets: [0.3, 1] },
    });
    expect(
      written('How an objective in an OpenSLO file counts by it'),
    ).toHaveTextContent(/metric: "checkout-failed-late" le: 0.3/);
  });

  it('says when no source has logs, when none match, when there may be more, and when it fails', async () => {
    const none = new FakeLogs();
    none.overview = { ...none.overview, sources: [] };
    const first = open(none);
    expect(
      await screen.findByText('No source has logs of checkout-api'),
    ).toBeInTheDocument();
    first.unmount();

    const empty = new FakeLogs();
    empty.page = {
      items: [],
      complete: true,
      problems: ['a.log.gz ends early.'],
    };
    const second = open(empty);
    expect(await screen.findByText('No entry matches')).toBeInTheDocument();
    expect(screen.getByText('a.log.gz ends early.')).toBeInTheDocument();
    second.unmount();

    const late = new FakeLogs();
    late.page = {
      items: [],
      complete: false,
      searchedTo: '2026-11-27T10:00:00.000Z',
      nextCursor: 'on',
      problems: [],
    };
    const third = open(late);
    expect(
      await screen.findByText(/Searched back to .* there may be more/),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Search further back' }),
    );
    expect(await screen.findByText('entry 0')).toBeInTheDocument();
    third.unmount();

    const broken = new FakeLogs();
    broken.failure = new Error('Log files do not answer');
    open(broken);
    expect(
      await screen.findByText('Log files do not answer'),
    ).toBeInTheDocument();
    broken.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: /again/i }));
    expect(await screen.findByText('entry 2')).toBeInTheDocument();
  });
});

describe('what is asked, in an address', () => {
  it('is read as it was written, and what makes no sense is passed over', () => {
    const filters = {
      entity: entityRef,
      filter: 'a "b"',
      minutes: 360,
      least: 'warn' as const,
    };
    expect(logAddress.read(logAddress.write(filters))).toEqual(filters);
    expect(
      logAddress.read(new URLSearchParams('last=-5&least=loud&from=x&to=y')),
    ).toEqual({
      entity: '',
      filter: '',
      minutes: 60,
    });
  });

  it('has severity and filter joined in the language of the source', () => {
    const asked = { filter: 'a OR b', least: 'fatal' as const };
    expect(wholeFilter(asked, 'countersign')).toBe('severity>=FATAL (a OR b)');
    expect(wholeFilter(asked, 'google-cloud-logging')).toBe(
      'severity>=EMERGENCY (a OR b)',
    );
    expect(wholeFilter(asked, 'logql')).toBe('a OR b');
    expect(wholeFilter({ filter: '', least: 'warn' }, 'countersign')).toBe(
      'severity>=WARN',
    );
  });

  it('finds a trace in the language of the source', () => {
    expect(traceFilter('4bf9', 'countersign')).toBe('traceId="4bf9"');
    expect(traceFilter('4bf9', 'logql')).toBe('|= "4bf9"');
    expect(traceFilter('4bf9', 'google-cloud-logging')).toBe('trace:"4bf9"');
  });

  it('moves by its own length', () => {
    const hour = {
      from: '2026-11-27T09:00:00.000Z',
      to: '2026-11-27T10:00:00.000Z',
    };
    expect(shifted(hour, -1)).toEqual({
      from: '2026-11-27T08:00:00.000Z',
      to: hour.from,
    });
  });
});

it('is offered beside a record of another area, ten minutes around it', async () => {
  const record = createFrontendPlugin({
    pluginId: 'record',
    extensions: [
      PageBlueprint.make({
        params: {
          path: '/record',
          title: 'Record',
          loader: async () => (
            <BesideLinks
              entityRefs={[entityRef]}
              at="2026-11-27T10:00:00.000Z"
            />
          ),
        },
      }),
    ],
  });
  renderTestApp({
    features: [governancePlugin, serviceLogsPlugin, record],
    initialRouteEntries: ['/record'],
  });
  const link = await screen.findByRole('link', { name: 'Logs ±10 min' });
  const { pathname, searchParams } = new URL(
    link.getAttribute('href')!,
    'http://localhost',
  );
  expect(pathname).toBe('/logs');
  expect(Object.fromEntries(searchParams)).toEqual({
    entity: entityRef,
    from: '2026-11-27T09:50:00.000Z',
    to: '2026-11-27T10:10:00.000Z',
  });
});
