import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAlerts, groupWith } from './__testUtils__/FakeAlerts';
import {
  componentRef,
  declared,
  FakeIncidents,
  reader,
} from './__testUtils__/FakeIncidents';
import { alertsApiRef, incidentManagementApiRef } from './api';
import { IncidentsRouter } from './components/IncidentsRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const open = (alerts: FakeAlerts, incidents = new FakeIncidents()) =>
  renderPage(<IncidentsRouter />, {
    path: 'triage',
    user: reader,
    apis: [
      [alertsApiRef, alerts],
      [incidentManagementApiRef, incidents],
    ],
    mountedRoutes: { '/incidents': rootRouteRef },
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'checkout-api', namespace: 'default' },
      },
    ],
  });
const list = async (name: string) =>
  within(await screen.findByRole('list', { name }));
const dialog = async () => within(await screen.findByRole('dialog'));

describe('alerts on the triage queue', () => {
  it('lead to an entity once somebody says which', async () => {
    const api = new FakeAlerts({
      groups: [
        groupWith({
          told: { at: '2026-11-26T10:01:00.000Z', recipients: [reader] },
        }),
      ],
      tellsUnmapped: ['rotation:platform'],
    });
    const assign = jest.spyOn(api, 'assignGroup');
    open(api);
    const alerts = await list('Alerts without an entity');
    expect(alerts.getByRole('listitem')).toHaveTextContent(
      /The disk is full.*Critical · 2 alerts fire · since .* by prometheus.*Told .*ago: ben/,
    );
    await userEvent.click(
      alerts.getByRole('button', { name: 'Assign: The disk is full' }),
    );
    const asked = await dialog();
    expect(
      screen.getByText(/^Told once a group: whoever is on call by platform/),
    ).toBeInTheDocument();
    const confirm = asked.getByRole('button', { name: 'Assign' });
    expect(confirm).toBeDisabled();
    await userEvent.click(asked.getByRole('combobox', { name: /^Entity/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: /checkout-api/ }),
    );
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(
        screen.queryByRole('list', { name: 'Alerts without an entity' }),
      ).not.toBeInTheDocument(),
    );
    expect(assign).toHaveBeenCalledWith(groupWith().id, {
      entityRef: componentRef,
    });
  });

  it('say which maintenance keeps them quiet, and until when', async () => {
    const api = new FakeAlerts({
      groups: [groupWith({ entityRef: componentRef })].map(group => ({
        ...group,
        suppressions: [
          {
            by: 'maintenance' as const,
            id: 'm',
            title: 'Storage upgrade',
            until: '2099-01-01T10:00:00.000Z',
          },
        ],
      })),
    });
    open(api);
    const quiet = await list('Kept quiet');
    expect(quiet.getByText(/Storage upgrade/)).toHaveTextContent(
      /^Maintenance: Storage upgrade until Thu 1 Jan 2099/,
    );
    expect(
      quiet.queryByRole('button', { name: /End the silence/ }),
    ).not.toBeInTheDocument();
  });

  it('that lead nowhere and that nobody is told of say so', async () => {
    open(new FakeAlerts({ groups: [groupWith()] }));
    expect(
      await screen.findByText('Nobody is told of these'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/incidentManagement.intake.unmapped.tell/),
    ).toBeInTheDocument();
  });

  it('are silenced from the queue; what silences them can be ended', async () => {
    const api = new FakeAlerts({ groups: [groupWith()] });
    const silence = jest.spyOn(api, 'openSilence');
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Silence: The disk is full' }),
    );
    const asked = await dialog();
    const until = asked.getByRole('textbox', { name: /^Until/ });
    await userEvent.clear(until);
    await userEvent.type(until, '2020-01-01 10:00');
    await userEvent.type(
      asked.getByRole('textbox', { name: /^Why/ }),
      'A test bench',
    );
    expect(await asked.findByText('Must lie in the future.')).toBeVisible();
    const confirm = asked.getByRole('button', { name: 'Silence' });
    expect(confirm).toBeDisabled();
    await userEvent.clear(until);
    await userEvent.type(until, '2099-01-01 10:00');
    await userEvent.click(confirm);
    const quiet = await list('Kept quiet');
    expect(silence).toHaveBeenCalledWith({
      match: { integration: 'prometheus', condition: 'DiskFull' },
      reason: 'A test bench',
      endsAt: expect.stringMatching(/^2099-01-01/),
    });
    await userEvent.click(
      quiet.getByRole('button', {
        name: 'End the silence of The disk is full',
      }),
    );
    await userEvent.click(
      (await dialog()).getByRole('button', { name: 'End silence' }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('list', { name: 'Kept quiet' }),
      ).not.toBeInTheDocument(),
    );
  });

  it('are merged into the incident of what they depend on, with the path to it', async () => {
    const incidents = new FakeIncidents([
      declared(),
      declared({ title: 'The database is down' }, 'INC0000008'),
    ]);
    const act = jest.spyOn(incidents, 'act');
    const path = [
      {
        from: componentRef,
        relation: 'dependsOn',
        to: 'resource:default/orders-db',
      },
    ];
    open(
      new FakeAlerts({
        groups: [
          groupWith({
            entityRef: componentRef,
            incident: 'INC0000007',
            offers: [
              {
                number: 'INC0000008',
                entityRef: 'resource:default/orders-db',
                path,
                mayMerge: true,
              },
            ],
          }),
        ],
      }),
      incidents,
    );
    const offers = await list('May belong to another incident');
    expect(offers.getByText(/dependsOn/, { selector: 'li' })).toHaveTextContent(
      'checkout-api dependsOn orders-db',
    );
    await userEvent.click(
      offers.getByRole('button', {
        name: 'Merge INC0000007 into INC0000008',
      }),
    );
    const asked = await dialog();
    await userEvent.type(asked.getByRole('textbox'), 'The same disk');
    await userEvent.click(asked.getByRole('button', { name: 'Merge' }));
    await waitFor(() =>
      expect(act).toHaveBeenCalledWith('INC0000007', 'merge', {
        into: 'INC0000008',
        as: 'merge',
        reason: 'The same disk',
      }),
    );
  });
});

describe('what could not be read', () => {
  const letter = {
    id: '0199c0de-0000-4000-8000-000000000051',
    integration: 'prometheus',
    kind: 'alertmanager',
    body: '{"alerts":',
    problems: ['The body is no JSON: it ends too early'],
    receivedAt: '2026-11-26T10:00:00.000Z',
  };

  it('is read with why, replayed, and discarded', async () => {
    const other = { ...letter, id: `${letter.id.slice(0, -1)}2` };
    const api = new FakeAlerts({
      letters: [letter, { ...other, integration: 'grafana', body: undefined }],
    });
    jest.spyOn(api, 'replayDeadLetter').mockRejectedValueOnce(
      Object.assign(new Error('It still cannot be read'), {
        name: 'ConflictError',
      }),
    );
    open(api);
    const letters = await list('Could not be read');
    expect(letters.getByText('{"alerts":')).toBeInTheDocument();
    expect(
      letters.getByText('The payload was too large to be kept.'),
    ).toBeInTheDocument();
    expect(
      letters.getAllByText('The body is no JSON: it ends too early'),
    ).toHaveLength(2);
    const replay = letters.getByRole('button', { name: /^Replay/ });
    await userEvent.click(replay);
    expect(
      await letters.findByText(/It still cannot be read/),
    ).toBeInTheDocument();
    await userEvent.click(replay);
    await waitFor(() => expect(replay).not.toBeInTheDocument());
    await userEvent.click(
      letters.getByRole('button', { name: /^Discard what grafana/ }),
    );
    await userEvent.click(
      (await dialog()).getByRole('button', { name: 'Discard' }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('list', { name: 'Could not be read' }),
      ).not.toBeInTheDocument(),
    );
  });
});

describe('trying the mapping', () => {
  it('says what each rule makes of a payload, and what is no JSON', async () => {
    const api = new FakeAlerts({
      tryout: {
        problems: ['alerts[1].labels must be an object'],
        notes: [],
        signals: [
          {
            signal: {
              key: 'a',
              status: 'firing',
              startsAt: null,
              endsAt: null,
              order: 'stated',
              severity: null,
              title: 'Disk full',
              text: '',
              condition: 'DiskFull',
              ...{ labels: {}, annotations: {}, resource: {}, values: {} },
              ...{ links: [], hints: [] },
            },
            entityRef: componentRef,
            trials: [
              { rule: 0, outcome: 'does-not-match' },
              { rule: 1, outcome: 'lacks', lacks: 'labels.service' },
              {
                outcome: 'not-in-catalog',
                entityRef: 'component:default/nope',
              },
              { outcome: 'taken', entityRef: componentRef },
            ],
          },
        ],
      },
    });
    const tryMapping = jest.spyOn(api, 'tryMapping');
    open(api);
    const panel = within(
      await screen.findByRole('region', { name: 'Try the mapping' }),
    );
    const payload = panel.getByRole('textbox');
    await userEvent.click(payload);
    await userEvent.paste('{"alerts"');
    const run = panel.getByRole('button', { name: 'Try' });
    await userEvent.click(run);
    expect(await panel.findByText(/^Must be JSON/)).toBeInTheDocument();
    expect(tryMapping).not.toHaveBeenCalled();
    await userEvent.click(payload);
    await userEvent.paste(': []}');
    await userEvent.click(run);
    const trials = within(
      await panel.findByRole('list', { name: 'Disk full' }),
    );
    expect(
      trials.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual([
      'Rule 1: does not match ',
      'Rule 2: lacks labels.service ',
      'Words of the alert: is not in the catalog: component:default/nope',
      'Words of the alert: leads to checkout-api',
    ]);
    expect(
      panel.getByText('alerts[1].labels must be an object'),
    ).toBeInTheDocument();
    expect(tryMapping).toHaveBeenCalledWith({
      kind: 'alertmanager',
      payload: { alerts: [] },
    });
  });
});
