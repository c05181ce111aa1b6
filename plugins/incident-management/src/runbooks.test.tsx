import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAlerts } from './__testUtils__/FakeAlerts';
import { FakeIncidents, reader, team } from './__testUtils__/FakeIncidents';
import {
  alertsApiRef,
  incidentManagementApiRef,
  RunbooksApi,
  runbooksApiRef,
} from './api';
import { IncidentsRouter } from './components/IncidentsRouter';
// The router loads it when it is opened: on a busy machine compiling it takes longer than a test waits for what it shows.
import './components/RunbooksPage';
import { rootRouteRef } from './routes';
import { RunbookClient } from './runbooks';

jest.setTimeout(240_000);

const at = '2026-11-26T10:00:00.000Z';
const shop = 'component:default/shop';

const open = (
  incidents: FakeIncidents,
  annotations?: Record<string, string>,
  path = 'runbooks',
) =>
  renderPage(<IncidentsRouter />, {
    path,
    user: reader,
    groups: [team],
    apis: [
      [incidentManagementApiRef, incidents],
      [alertsApiRef, new FakeAlerts()],
      [
        runbooksApiRef,
        {
          getSteps: async () => [],
          getTitles: async () => ({
            'default/component/shop/runbooks/slow': 'Runbook: Slow API (p99)',
          }),
        } satisfies RunbooksApi,
      ],
    ],
    mountedRoutes: { '/incidents': rootRouteRef },
    entities: annotations && [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'shop', namespace: 'default', annotations },
      },
    ],
  });
const cards = async () => {
  const list = await screen.findByRole('list', { name: 'Runbooks' });
  return within(list)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
};

describe('the list of runbooks', () => {
  it('has those that the catalog names and those that were used, by their titles, the longest undrilled first', async () => {
    const incidents = new FakeIncidents();
    const use = { at, by: reader };
    incidents.runbookUses = [
      {
        ...{ runbook: shop, page: 'runbooks/slow', incidents: 2, drills: 1 },
        lastUsed: { ...use, incident: 'INC0000003' },
        lastDrilled: { ...use, incident: 'INC0000002' },
      },
      {
        ...{ runbook: 'system:default/old', incidents: 1, drills: 0 },
        lastUsed: { ...use, incident: 'INC0000001' },
      },
    ];
    open(incidents, {
      'countersign.dev/runbooks':
        '/docs/default/component/shop/runbooks/slow\n/docs/default/component/shop/runbooks/rollback',
    });
    await screen.findByText('Slow API (p99)');
    expect(await cards()).toEqual([
      expect.stringMatching(
        /^Old.*used: .*INC0000001.*drilled: neverNothing in the catalog$/,
      ),
      expect.stringMatching(/^Rollback.*used: never.*drilled: never.*shop$/),
      expect.stringMatching(/^Slow API \(p99\).*INC0000003.*INC0000002.*shop$/),
    ]);
    expect(screen.getByRole('link', { name: 'INC0000002' })).toHaveAttribute(
      'href',
      '/incidents/INC0000002',
    );
    expect(screen.getByRole('link', { name: 'Rollback' })).toHaveAttribute(
      'href',
      '/docs/default/component/shop/runbooks/rollback',
    );

    await userEvent.click(screen.getByRole('button', { name: 'Never used' }));
    await waitFor(async () =>
      expect(await cards()).toEqual([expect.stringMatching(/^Rollback/)]),
    );
    expect(screen.getByRole('status')).toHaveTextContent('1 runbook');
  });

  it('goes on to another page where there are many', async () => {
    const incidents = new FakeIncidents();
    incidents.runbookUses = Array.from({ length: 51 }, (_, i) => ({
      runbook: shop,
      page: `runbooks/r${10 + i}`,
      ...{ incidents: 1, drills: 0 },
    }));
    open(incidents);
    expect(await cards()).toHaveLength(50);
    await userEvent.click(screen.getByRole('button', { name: /^Next/ }));
    await waitFor(async () =>
      expect(await cards()).toEqual([expect.stringMatching(/^R60/)]),
    );
    expect(screen.getByRole('status')).toHaveTextContent('51 runbooks');
  });

  it('says how a runbook gets there where there is none, and tries again where they could not be loaded', async () => {
    const incidents = new FakeIncidents();
    jest
      .spyOn(incidents, 'getRunbookUses')
      .mockRejectedValueOnce(new Error('away'));
    open(incidents);
    expect(await screen.findByRole('alert')).toHaveTextContent('away');
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('No runbook yet')).toBeInTheDocument();
    expect(
      screen.getByText(/annotation countersign.dev\/runbooks/),
    ).toBeInTheDocument();
  });
});

describe('titles of runbooks', () => {
  it('are read once, and a page that cannot be read has none', async () => {
    const asked: string[] = [];
    const client = new RunbookClient({
      baseUrl: async () => 'http://portal/api/techdocs',
      fetch: async url => {
        asked.push(String(url));
        return String(url).includes('/gone/')
          ? new Response('', { status: 404 })
          : new Response(
              '<main><h1>Slow <b>API</b><a class="headerlink">¶</a></h1></main>',
            );
      },
    });
    const titles = { 'a/b/c/slow': 'Slow API' };
    expect(await client.getTitles(['a/b/c/slow', 'a/b/c/gone'])).toEqual(
      titles,
    );
    expect(await client.getTitles(['a/b/c/slow'])).toEqual(titles);
    expect(asked).toHaveLength(2);
  });
});
