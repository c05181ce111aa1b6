import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import governancePlugin from '@countersign/plugin-governance';
import { RelatedPanel } from '@countersign/plugin-governance-react';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { LogReading } from '@countersign/plugin-service-logs-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entityRef, FakeLogs } from './__testUtils__/FakeLogs';
import { serviceLogsApiRef } from './api';
import { LogsPage } from './components/LogsPage';
import { serviceLogsPlugin } from './plugin';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

/** The test's browser has no width of its own. */
let mockNarrow = false;
jest.mock('@backstage/ui', () => ({
  ...jest.requireActual('@backstage/ui'),
  useBreakpoint: () => ({ down: () => mockNarrow, up: () => !mockNarrow }),
}));
beforeEach(() => {
  mockNarrow = false;
});

const incident = 'INC0000042';
const reading = (fields: Partial<LogReading> = {}): LogReading => ({
  ...{ entityRef, incident, asked: 'entries' },
  query: {
    ...{ source: 'files', filter: 'severity>=ERROR' },
    from: '2026-11-27T09:50:00.000Z',
    to: '2026-11-27T10:10:00.000Z',
  },
  readBy: 'user:default/kenji-oncall',
  readAt: '2026-11-27T10:05:00.000Z',
  ...fields,
});
const open = (api: FakeLogs, query = 'show=readings') =>
  renderPage(<LogsPage />, {
    path: `?entity=${entityRef}&${query}`,
    apis: [[serviceLogsApiRef, api as never]],
    mountedRoutes: { '/logs': rootRouteRef },
  });

describe('who read the logs because of an incident', () => {
  it('is listed beside the entries: who asked what, because of which incident, each a way to ask the same', async () => {
    const api = new FakeLogs();
    api.readings = {
      items: [
        reading(),
        reading({
          asked: 'tail',
          query: { source: 'files', filter: '' },
          readBy: 'user:default/ben',
        }),
      ],
      nextCursor: 'two',
    };
    open(api, '');
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Who read them' }),
    );
    const table = await screen.findByRole('grid', { name: 'Readings' });
    const [, searched, followed] = within(table).getAllByRole('row');
    expect(searched).toHaveTextContent(/kenji-oncall.*severity>=ERROR/);
    expect(searched).toHaveTextContent(incident);
    expect(searched).toHaveAttribute(
      'data-href',
      `/logs?${new URLSearchParams({
        ...{ entity: entityRef, source: 'files', q: 'severity>=ERROR' },
        ...{ from: '2026-11-27T09:50:00.000Z', to: '2026-11-27T10:10:00.000Z' },
      })}`,
    );
    expect(followed).toHaveTextContent(/ben.*Followed live without a filter/);
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    await waitFor(() =>
      expect(api.readingQueries.at(-1)).toMatchObject({
        ...{ entityRef, cursor: 'two' },
      }),
    );
    await userEvent.click(screen.getByRole('radio', { name: 'Entries' }));
    expect(await screen.findByText('entry 2')).toBeInTheDocument();
  });

  it('is narrowed to one incident, until the reader wants all', async () => {
    const api = new FakeLogs();
    open(api, `show=readings&incident=${incident}`);
    expect(
      await screen.findByText(`Nobody read them because of ${incident}`),
    ).toBeInTheDocument();
    expect(api.readingQueries).toMatchObject([{ entityRef, incident }]);
    api.readings = { items: [reading()] };
    await userEvent.click(screen.getByRole('button', { name: /^Clear/ }));
    expect(
      await screen.findByRole('grid', { name: 'Readings' }),
    ).toBeInTheDocument();
    expect(api.readingQueries.at(-1)!.incident).toBeUndefined();
  });

  it('says that nobody did, what failed, and to whom it is not told', async () => {
    const empty = open(new FakeLogs());
    expect(
      await screen.findByText('Nobody read them because of an incident'),
    ).toBeInTheDocument();
    empty.unmount();

    const broken = new FakeLogs();
    broken.failure = new Error('Logs do not answer');
    const failing = open(broken);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Logs do not answer',
    );
    broken.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByText('Nobody read them because of an incident'),
    ).toBeInTheDocument();
    failing.unmount();

    const responder = new FakeLogs();
    responder.overview = {
      ...responder.overview,
      may: { export: false, save: true, readings: false },
    };
    open(responder);
    expect(
      await screen.findByText('You may not see who read these logs'),
    ).toBeInTheDocument();
    expect(responder.readingQueries).toEqual([]);
    await userEvent.click(screen.getByRole('radio', { name: 'Entries' }));
    expect(await screen.findByText('entry 2')).toBeInTheDocument();
    expect(screen.queryByRole('radio', { name: 'Entries' })).toBeNull();
  });

  it('is a card each on a phone', async () => {
    mockNarrow = true;
    const api = new FakeLogs();
    api.readings = { items: [reading()] };
    open(api);
    const list = await screen.findByRole('list', { name: 'Readings' });
    const [card] = within(list).getAllByRole('listitem');
    expect(card).toHaveTextContent(/INC0000042Searched.*severity>=ERROR/);
    expect(within(card).getByText('kenji-oncall')).toBeInTheDocument();
  });

  it('stands on the page of the incident, by whose logs they are', async () => {
    const api = new FakeLogs();
    const other = 'component:default/billing-api';
    api.readings = {
      items: [
        reading(),
        reading({ asked: 'histogram' }),
        reading({ entityRef: other }),
      ],
    };
    const record = createFrontendPlugin({
      pluginId: 'record',
      extensions: [
        PageBlueprint.make({
          params: {
            path: '/record',
            title: 'Record',
            loader: async () => <RelatedPanel number={incident} />,
          },
        }),
      ],
    });
    renderTestApp({
      features: [governancePlugin, serviceLogsPlugin, record],
      initialRouteEntries: ['/record'],
      apis: [[serviceLogsApiRef, api as never]],
    });
    expect(
      await screen.findByRole('link', {
        name: 'Logs of billing-api, read once',
      }),
    ).toBeInTheDocument();
    const link = screen.getByRole('link', {
      name: 'Logs of checkout-api, read 2 times',
    });
    expect(link).toHaveAttribute(
      'href',
      `/logs?${new URLSearchParams({
        ...{ entity: entityRef, show: 'readings', incident },
      })}`,
    );
    expect(api.readingQueries).toMatchObject([{ incident }]);
  });
});
