import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  declared,
  entryOf,
  FakeIncidents,
  reader,
  team,
} from './__testUtils__/FakeIncidents';
import { incidentManagementApiRef } from './api';
import { IncidentsRouter } from './components/IncidentsRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const orders = 'component:default/orders';
const period = 'from=2026-11-01&to=2026-11-30';

const open = (api: FakeIncidents, query: string = period) =>
  renderPage(<IncidentsRouter />, {
    path: `metrics?${query}`,
    user: reader,
    groups: [team],
    apis: [[incidentManagementApiRef, api]],
    mountedRoutes: { '/incidents': rootRouteRef },
  });

/** Two incidents on different services: the second was noticed later, and nobody restored it yet. */
const incidents = () => [
  [
    ...declared(),
    entryOf('INC0000007', 'incident.restored', { text: 'Rolled back' }),
  ],
  declared(
    {
      title: 'Orders are lost',
      entities: [orders],
      started: '2026-11-25T09:00:00.000Z',
      detected: '2026-11-25T09:30:00.000Z',
      impact: 'high',
      urgency: 'high',
    },
    'INC0000008',
  ),
];

const figure = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe('the figures of incidents', () => {
  it('say how long each took, of how many that is known, and what they leave out', async () => {
    open(new FakeIncidents(incidents()));
    const detect = await figure('Time to detect (MTTD)');
    expect(detect.getByText('3 min median')).toBeInTheDocument();
    expect(detect.getByText('90 % within 30 min')).toBeInTheDocument();
    expect(detect.getByText('Small sample')).toBeInTheDocument();
    expect(detect.getByText(/^From started to detected/)).toBeInTheDocument();
    expect(detect.getByText(/^Excludes: .*Drills\./)).toBeInTheDocument();
    const restore = await figure('Time to restore (MTTR, recovery)');
    expect(
      restore.getByRole('button', { name: /^Known of 1 of 2/ }),
    ).toBeInTheDocument();
    const resolve = await figure('Time to resolve (MTTR, resolve)');
    expect(resolve.getByText('No data')).toBeInTheDocument();
    expect(resolve.queryByRole('button')).not.toBeInTheDocument();
    expect(
      (await figure('Time between failures (MTBF)')).getByRole('button', {
        name: /^2 failures/,
      }),
    ).toBeInTheDocument();
  });

  it('open the incidents they are made of, the longest first, and give the focus back', async () => {
    open(new FakeIncidents(incidents()));
    const detect = await figure('Time to detect (MTTD)');
    const button = detect.getByRole('button', { name: /^Known of 2 of 2/ });
    button.focus();
    await userEvent.keyboard('{Enter}');
    const table = within(
      await within(await screen.findByRole('dialog')).findByRole('table'),
    );
    expect(
      table.getAllByRole('row').map(({ textContent }) => textContent),
    ).toEqual([
      'IncidentTitleTime',
      'INC0000008Orders are lost30 min',
      'INC0000007Checkout answers slowly3 min',
    ]);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await waitFor(() => expect(button).toHaveFocus());
  });

  it('are asked for what the address says, and taken apart by what it names', async () => {
    const api = new FakeIncidents(incidents());
    const metrics = jest.spyOn(api, 'getMetrics');
    const records = jest.spyOn(api, 'getFigure');
    open(
      api,
      `${period}&by=service&team=${team}&priority=1,2,9&source=person,unheard-of&drills=true`,
    );
    const row = within(await screen.findByRole('row', { name: /orders/ }));
    const asked = {
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-01T00:00:00.000Z',
      team: [team],
      service: [],
      priority: [1, 2],
      source: ['person'],
      drills: true,
    };
    expect(metrics).toHaveBeenCalledWith(asked, expect.anything());
    expect(screen.getByText(/Drills count\./)).toBeInTheDocument();
    expect(
      screen.getByText(/other filters leave the deployments as they are/),
    ).toBeInTheDocument();
    await userEvent.click(
      row.getByRole('button', { name: /Time to detect \(MTTD\), orders$/ }),
    );
    await within(await screen.findByRole('dialog')).findByText('INC0000008');
    expect(records).toHaveBeenCalledWith(
      'detect',
      { ...asked, service: [orders] },
      expect.anything(),
    );
  });

  it('stand in a table behind the chart, week by week', async () => {
    open(new FakeIncidents(incidents()));
    await screen.findByRole('img', { name: 'Incidents by week' });
    const table = screen.getByRole('table', { name: 'Incidents by week' });
    const row = within(table).getByText('23 Nov – 29 Nov').closest('tr')!;
    expect(
      within(row).getByRole('button', { name: /^2: Incidents/ }),
    ).toBeInTheDocument();
  });

  it('say that deployments are missing, and show no figure of them rather than zero', async () => {
    const api = new FakeIncidents(incidents());
    const report = api.getMetrics.bind(api);
    jest.spyOn(api, 'getMetrics').mockImplementation(async query => ({
      ...(await report(query)),
      deliveryProblem: 'Deployments cannot be read now. Try again.',
      suspects: {
        top1: { n: 4, count: 3, rate: 0.75 },
        top3: { n: 4, count: 4, rate: 1 },
      },
    }));
    open(api);
    expect(
      await screen.findByText('Deployments cannot be read now. Try again.'),
    ).toBeInTheDocument();
    for (const name of [
      'Deployment frequency',
      'Lead time for changes',
      'Change fail rate',
      'Failed deployment recovery time',
      'Rework rate',
    ]) {
      expect((await figure(name)).getByText('No data')).toBeInTheDocument();
    }
    const first = await figure('Cause named first');
    expect(first.getByText('75 %')).toBeInTheDocument();
    expect(first.getByText('3 of 4 confirmed causes')).toBeInTheDocument();
  });

  it('are stated for good and saved with their proof, as they are filtered', async () => {
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:figures';
    URL.revokeObjectURL = () => {};
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        saved.push(this.download);
      });
    const api = new FakeIncidents(incidents());
    open(api, `${period}&priority=1,2`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Export with proof' }),
    );
    await waitFor(() =>
      expect(saved).toEqual([
        'figures-0199c0de-0000-7000-8000-000000000002.evidence.json',
      ]),
    );
    expect(api.stated).toEqual([
      expect.objectContaining({
        from: '2026-11-01T00:00:00.000Z',
        to: '2026-12-01T00:00:00.000Z',
        priority: [1, 2],
        drills: false,
      }),
    ]);
  });

  it('say how good the alerts are, and open those that led to nothing', async () => {
    const api = new FakeIncidents(incidents());
    const run = {
      ...{ mapped: true, heard: true, runbook: true },
      flaps: false,
    };
    api.runs = [
      { ...run, id: 'one', ended: true },
      { ...run, id: 'two', ended: false, heard: false },
    ];
    open(api);
    const noise = await figure('Noise');
    expect(noise.getByText('100 %')).toBeInTheDocument();
    expect(
      screen.getByText(/^Of 2 alerts that began.*1 were silenced/),
    ).toBeInTheDocument();
    await userEvent.click(noise.getByRole('button', { name: /^1 of 1/ }));
    const table = within(
      await within(await screen.findByRole('dialog')).findByRole('table'),
    );
    expect(table.getByText('Alert one')).toBeInTheDocument();
    expect(table.getByText('10 min')).toBeInTheDocument();
  });

  it('say so where there are none, and where they cannot be had', async () => {
    const api = new FakeIncidents();
    const { unmount } = open(api);
    expect(
      await screen.findByText('No incident in this period'),
    ).toBeInTheDocument();
    unmount();
    jest
      .spyOn(api, 'getMetrics')
      .mockRejectedValueOnce(new Error('The database is away'));
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: /Try again|Retry/ }),
    );
    expect(
      await screen.findByText('No incident in this period'),
    ).toBeInTheDocument();
  });

  it('are asked of nobody while the period ends before it starts', async () => {
    const api = new FakeIncidents();
    const metrics = jest.spyOn(api, 'getMetrics');
    open(api, 'from=2026-11-30&to=2026-11-01');
    expect(
      await screen.findByText('The period must end after it starts.'),
    ).toBeInTheDocument();
    expect(metrics).not.toHaveBeenCalled();
  });
});
