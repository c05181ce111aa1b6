import {
  SystemFactsSource,
  systemFactsApiRef,
} from '@countersign/plugin-governance-react';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAlerts } from './__testUtils__/FakeAlerts';
import {
  componentRef,
  declared,
  FakeIncidents,
  reader,
  team,
} from './__testUtils__/FakeIncidents';
import { alertsApiRef, incidentManagementApiRef } from './api';
import { IncidentsRouter } from './components/IncidentsRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const open = (
  path: string,
  incidents = new FakeIncidents(),
  alerts = new FakeAlerts(),
  facts: SystemFactsSource[] = [],
) =>
  renderPage(<IncidentsRouter />, {
    path,
    user: reader,
    groups: [team],
    apis: [
      [incidentManagementApiRef, incidents],
      [alertsApiRef, alerts],
      [systemFactsApiRef, { sources: facts }],
    ],
    mountedRoutes: { '/incidents': rootRouteRef },
  });
const region = async (name: string | RegExp) =>
  within(await screen.findByRole('region', { name }));
const list = async (name: string) =>
  within(await screen.findByRole('list', { name }));

describe('the board', () => {
  it('has a column a state by the filters of the list, and cards that keys move through', async () => {
    const api = new FakeIncidents([
      declared(),
      declared({ title: 'Mail is late' }, 'INC0000008'),
    ]);
    api.write('INC0000008', 'incident.acknowledged', {});
    open('board?priority=1,2&open=true&q=a', api);
    const fresh = await region(/^New/);
    expect(fresh.getByRole('heading')).toHaveTextContent('New1');
    expect(fresh.getByRole('link', { name: /INC0000007/ })).toBeVisible();
    expect(
      (await region(/^In progress/)).getByText('Mail is late'),
    ).toBeVisible();
    // What is resolved is not open.
    expect(api.asked.map(({ state }) => state)).toEqual(
      ['triage', 'new', 'in-progress', 'on-hold'].map(state => [state]),
    );
    expect(api.asked).toContainEqual(
      expect.objectContaining({ priority: [1, 2], q: 'a', sort: 'priority' }),
    );
    await userEvent.keyboard('j');
    expect(document.activeElement).toHaveAttribute('data-key', 'INC0000007');
    await userEvent.keyboard('j');
    expect(document.activeElement).toHaveAttribute('data-key', 'INC0000008');
    expect(screen.getByRole('link', { name: 'List' })).toHaveAttribute(
      'href',
      expect.stringMatching(/\?.*q=a/),
    );
  });

  it('moves an incident by what its judge lets the reader do', async () => {
    const api = new FakeIncidents([declared()]);
    open('board', api);
    const fresh = await region(/^New/);
    await userEvent.click(
      fresh.getByRole('button', { name: 'Move on: INC0000007' }),
    );
    await userEvent.click(
      await fresh.findByRole('button', { name: 'Acknowledge' }),
    );
    const taken = await region(/^In progress/);
    expect(
      await taken.findByRole('link', { name: /INC0000007/ }),
    ).toBeInTheDocument();
    expect(
      fresh.queryByRole('link', { name: /INC0000007/ }),
    ).not.toBeInTheDocument();
  });
});

describe('the status of systems', () => {
  it('says how each stands, what was last told, and that an update is missing', async () => {
    const api = new FakeIncidents([declared({ impact: 'medium' })], {
      changes: [],
    });
    open('status', api);
    const systems = within(
      await screen.findByRole('list', { name: 'Systems' }),
    );
    expect(systems.getAllByText('Degraded')).toHaveLength(2);
    expect(systems.getByText('Unknown')).toBeVisible();
    expect(systems.getByText('No update yet')).toBeVisible();
    expect(
      systems.getByRole('img', { name: /^Shop, last 14 days: .*on 1 day/ }),
    ).toBeVisible();
    expect(systems.getByText(/^Degraded on 1 day/)).toBeVisible();
    expect(screen.queryByText(/change calendar cannot/)).toBeNull();
  });

  it('says what is planned on a system, the next first, and how many more', async () => {
    const changes = [1, 2, 3, 4, 5].map(n => ({
      ...{ number: `CHG000000${n}`, title: `Planned ${n}` },
      ...{ state: 'scheduled' as const, approvalStatus: 'approved' as const },
      items: [componentRef],
      window: {
        start: `2026-11-26T1${n}:00:00.000Z`,
        end: `2026-11-26T1${n}:30:00.000Z`,
      },
    }));
    open('status', new FakeIncidents([], { changes }));
    const planned = await list('Planned on Shop in the next 24 hours');
    const rows = planned.getAllByRole('listitem');
    expect(rows.map(row => /Planned \d/.exec(row.textContent!)?.[0])).toEqual([
      ...['Planned 1', 'Planned 2', 'Planned 3'],
      undefined,
    ]);
    expect(rows[3]).toHaveTextContent(
      '2 more changes are planned in the next 24 hours.',
    );
  });

  it('shows what other areas say of a system, and that one does not answer', async () => {
    open('status', new FakeIncidents([]), new FakeAlerts(), [
      {
        area: 'SLOs',
        load: async () => ({
          'system:default/shop': {
            text: '3 of 4 within budget',
            href: '/slos',
          },
        }),
      },
      {
        area: 'Drills',
        load: async () => {
          throw new Error('They are away');
        },
      },
    ]);
    const more = await list('More about Shop');
    expect(more.getByText(/3 of 4 within budget/)).toBeVisible();
    expect(more.getByRole('link', { name: 'SLOs' })).toHaveAttribute(
      'href',
      '/slos',
    );
    expect(screen.queryByRole('list', { name: 'More about Mail' })).toBeNull();
    expect(screen.getByRole('alert')).toHaveTextContent(/They are away/);
  });

  it('says that maintenance is not known, and narrows by what the address says', async () => {
    open('status?state=operational&q=sho');
    expect(
      await screen.findByText(/The change calendar cannot be read/),
    ).toBeVisible();
    const rows = () =>
      within(screen.getByRole('list', { name: 'Systems' })).getAllByRole(
        'listitem',
      );
    expect(rows()).toHaveLength(1);
    expect(within(rows()[0]).getByText('Operational')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(rows()).toHaveLength(2));
  });
});

describe('silences', () => {
  const silence = {
    id: '0199c0de-0000-4000-8000-000000000061',
    match: { condition: 'DiskFull' },
    reason: 'The disk is being replaced',
    author: 'user:default/ada',
    startsAt: '2026-11-20T10:00:00.000Z',
    endsAt: '2099-01-01T10:00:00.000Z',
    createdAt: '2026-11-20T10:00:00.000Z',
    quiet: 2,
  };
  const later = {
    ...silence,
    id: `${silence.id.slice(0, -1)}2`,
    reason: 'The night of the move',
    startsAt: '2098-01-01T10:00:00.000Z',
    quiet: 0,
  };

  it('stand on one page with who, why and until when, and are ended there', async () => {
    const alerts = new FakeAlerts({
      silences: [silence, later],
      maintenance: {
        isOn: true,
        isKnown: true,
        items: [
          {
            id: 'w',
            title: 'Night of the databases',
            until: '2099-01-01T10:00:00.000Z',
            changes: [{ number: 'CHG0000042', title: 'Move the cart' }],
            quiet: 1,
          },
        ],
      },
    });
    open('silences', undefined, alerts);
    const rows = await list('Silences');
    const [first, second] = rows.getAllByRole('listitem');
    expect(first).toHaveTextContent(
      /Active.*The disk is being replaced.*condition.*DiskFull.*ada.*until.*2099.*keeps 2 groups of alerts quiet/,
    );
    expect(second).toHaveTextContent(/Coming/);
    expect(
      (await list('Maintenance now')).getByRole('listitem'),
    ).toHaveTextContent(
      /Night of the databases.*keeps 1 group of alerts quiet.*CHG0000042 Move the cart/,
    );
    expect(alerts.askedSilences.at(-1)).toMatchObject({
      state: ['active', 'coming'],
    });
    await userEvent.click(
      within(first).getByRole('button', {
        name: 'End the silence of The disk is being replaced',
      }),
    );
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'End silence',
      }),
    );
    await waitFor(() => expect(rows.getAllByRole('listitem')).toHaveLength(1));
    await userEvent.click(screen.getByRole('button', { name: 'Mine' }));
    await waitFor(() =>
      expect(alerts.askedSilences.at(-1)).toMatchObject({ author: [reader] }),
    );
  });
});
