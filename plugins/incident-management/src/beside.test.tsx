import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { alertWith, FakeAlerts, groupWith } from './__testUtils__/FakeAlerts';
import {
  componentRef,
  declared,
  FakeIncidents,
  reader,
  team,
} from './__testUtils__/FakeIncidents';
import { FakeOnCall } from './__testUtils__/FakeOnCall';
import {
  alertsApiRef,
  incidentManagementApiRef,
  onCallApiRef,
  runbooksApiRef,
} from './api';
import { IncidentsRouter } from './components/IncidentsRouter';
import { rootRouteRef } from './routes';
import { readRunbook, runbookPath } from './runbooks';

jest.setTimeout(240_000);

const number = 'INC0000007';
const at = '2026-11-26T10:00:00.000Z';

const runbook = `<html><body><nav><ol><li>Elsewhere</li></ol></nav><main>
  <h1>Checkout</h1><p>Text</p>
  <h2>Clients get errors<a class="headerlink" href="#x">¶</a></h2>
  <ol><li>One client or all?<ol><li>One: look at its quota.</li></ol></li><li>Roll <b>back</b>.</li></ol>
  <h2>Escalate</h2><p>Call somebody.</p>
</main></body></html>`;

const open = (options: {
  incidents?: FakeIncidents;
  alerts?: FakeAlerts;
  onCall?: FakeOnCall;
  annotations?: Record<string, string>;
}) =>
  renderPage(<IncidentsRouter />, {
    path: number,
    user: reader,
    groups: [team],
    apis: [
      [
        incidentManagementApiRef,
        options.incidents ?? new FakeIncidents([declared()]),
      ],
      [alertsApiRef, options.alerts ?? new FakeAlerts()],
      [onCallApiRef, options.onCall ?? new FakeOnCall()],
      [
        runbooksApiRef,
        {
          getSteps: async (path: string) =>
            path.startsWith('default/component/checkout-api')
              ? readRunbook(runbook).parts
              : [],
          getTitles: async () => ({}),
        },
      ],
    ],
    mountedRoutes: { '/incidents': rootRouteRef },
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'checkout-api',
          namespace: 'default',
          annotations: options.annotations,
        },
      },
    ],
  });
const linesOf = async (name: string) => {
  const list = await screen.findByRole('list', { name });
  return Array.from(list.children, ({ textContent }) => textContent);
};

describe('beside an incident', () => {
  it('are its alerts, those that fire first, with what was measured and where to look', async () => {
    const group = groupWith({ entityRef: componentRef, incident: number });
    const alerts = [
      alertWith({ state: 'resolved', title: 'Disk a', endedAt: at }),
      alertWith({
        id: '0199c0de-0000-4000-8000-000000000032',
        title: 'Disk b',
        values: { used: '97.2' },
        links: [{ title: 'Runbook', url: 'https://runbooks.example/disk' }],
      }),
    ];
    open({
      incidents: new FakeIncidents([
        declared({
          alerts: [{ alert: 'a', startedAt: at, receivedAt: at }],
          firing: 1,
        }),
      ]),
      alerts: new FakeAlerts({ groups: [group], alerts }),
    });
    const lines = await linesOf('Alerts of the incident');
    expect(lines[0]).toMatch(/^FiringDisk b.*Critical · by prometheus/);
    expect(lines[1]).toMatch(/^ResolvedDisk a.* until /);
    expect(screen.getByText('used = 97.2')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /^Runbook/ })).toHaveAttribute(
      'href',
      'https://runbooks.example/disk',
    );
  });

  it('stands who was told, by which step, and whether it arrived', async () => {
    const page = {
      ...{ run: 1, step: 0, dueAt: at, sentAt: at, attempts: 0 },
      channel: 'notification' as const,
    };
    const id = (n: number) => `0199c0de-0000-4000-8000-00000000006${n}`;
    open({
      onCall: new FakeOnCall({
        escalation: {
          policy: 'usual',
          raisedAt: at,
          nextAt: at,
          pages: [
            {
              ...page,
              id: id(1),
              recipient: 'user:default/ada',
              via: 'rotation:checkout',
              deliveredAt: at,
              mails: [
                { who: 'user:default/ada', state: 'sent', at, attempts: 0 },
              ],
              slack: [
                { who: 'user:default/ada', state: 'sent', at, attempts: 0 },
                {
                  ...{ who: 'user:default/ada', at, attempts: 0 },
                  state: 'unaddressed',
                },
              ],
            },
            {
              ...page,
              id: id(4),
              step: 1,
              recipient: 'group:default/crew',
              deliveredAt: at,
              mails: [
                { who: 'user:default/bob', state: 'sent', at, attempts: 1 },
                {
                  ...{ who: 'user:default/eve', at, attempts: 2 },
                  state: 'waiting',
                  failure: 'connect ECONNREFUSED',
                  nextTryAt: new Date(Date.now() + 150_000).toISOString(),
                },
              ],
              slack: [
                {
                  ...{ who: 'group:default/crew', at, attempts: 1 },
                  state: 'parked',
                  failure: 'channel_not_found',
                },
              ],
            },
            {
              ...page,
              id: id(2),
              step: 1,
              channel: 'target',
              recipient: 'pager',
              attempts: 3,
              failure: 'The answer was 503',
            },
            {
              ...page,
              id: id(3),
              step: 2,
              channel: 'nobody',
              recipient: 'user:default/zoe',
              nobody: 'left',
            },
          ],
        },
      }),
    });
    const lines = await linesOf('Who was told');
    expect(lines[0]).toMatch(
      /^adaIn the portalMailedNot in Slack: 1 of 2Posted in Slack: 1 of 2step 1 · .* as rotation:checkout$/,
    );
    expect(lines[1]).toMatch(
      /^crewIn the portalMail not taken yet: 1 of 2Mailed: 1 of 2Slack message given upstep 2 · .*Mail to eve: connect ECONNREFUSED · Next try in \d min.*Slack message to crew: channel_not_found · It is not tried again\. Tell them another way\. Whoever runs the portal can send it on once the cause is mended\.$/,
    );
    expect(lines[2]).toMatch(
      /^webhook pagerNot deliveredstep 2 .* refused 3 times · The answer was 503$/,
    );
    expect(lines[3]).toMatch(/^zoeNobody reachedstep 3 .* has left$/);
    expect(
      screen.getByText(/If nobody reacts, the next step is due/),
    ).toBeInTheDocument();
  });

  it('are the runbooks of what is affected, and the known errors that fit, with what helps', async () => {
    open({
      annotations: { 'backstage.io/techdocs-ref': 'dir:.' },
      incidents: new FakeIncidents([declared()], {
        knownErrors: [
          {
            error: {
              number: 'PRB0000003',
              title: 'Leases are never given back',
              workaround: 'Restart the pool',
              entities: [componentRef],
              conditions: [],
            },
            reasons: [[{ kind: 'text', text: 'It is on the same entity.' }]],
          },
        ],
      }),
    });
    expect(
      await screen.findByRole('link', { name: /^Documentation of checkout/ }),
    ).toHaveAttribute('href', '/catalog/default/component/checkout-api/docs');
    const [known] = await linesOf('Known errors that fit');
    expect(known).toMatch(
      /^PRB0000003.*Leases are never given back.*Restart the pool.*It is on the same entity\.$/s,
    );
  });

  it('are the runbooks that its alerts and what is affected name, each once, with when it was last used and its own steps', async () => {
    const page = 'runbooks/slow-answers';
    const href = `/docs/default/component/checkout-api/${page}`;
    const incidents = new FakeIncidents([
      declared({
        alerts: [{ alert: 'a', startedAt: at, receivedAt: at }],
        firing: 1,
      }),
    ]);
    incidents.runbookUses = [
      {
        ...{ runbook: componentRef, page, incidents: 2, drills: 0 },
        lastUsed: { incident: 'INC0000003', at, by: reader },
      },
    ];
    const alert = (id: number, url: string) =>
      alertWith({
        id: `0199c0de-0000-4000-8000-00000000007${id}`,
        links: [{ title: 'Runbook', url }],
      });
    open({
      incidents,
      alerts: new FakeAlerts({
        groups: [groupWith({ entityRef: componentRef, incident: number })],
        alerts: [
          alert(1, `http://localhost${href}`),
          alert(2, 'https://runbooks.example/docs/a/b/c'),
        ],
      }),
      annotations: {
        'countersign.dev/runbooks': `${href}\n/docs/default/component/checkout-api/runbooks/rollback`,
      },
    });
    const panel = within(
      await screen.findByRole('region', { name: 'Runbooks' }),
    );
    await panel.findAllByText('Last drilled: never', { exact: false });
    const lines = await linesOf('Runbooks');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^Slow answers.*Last used: .*INC0000003.*Last drilled: never/,
    );
    expect(lines[1]).toMatch(/^Rollback.*Last used: never/);
    expect(panel.getByRole('link', { name: /^Slow answers/ })).toHaveAttribute(
      'href',
      href,
    );
    await userEvent.click(
      panel.getByRole('button', { name: 'Show steps of Slow answers' }),
    );
    const box = await panel.findByRole('checkbox', { name: 'Roll back.' });
    await userEvent.click(box);
    await waitFor(() => expect(box).toBeChecked());
    const { incident } = await incidents.getIncident(number);
    expect(incident.steps).toMatchObject([
      { runbook: componentRef, page, step: 'Roll back.' },
    ]);
    // The same words in another runbook are another step.
    await userEvent.click(
      panel.getByRole('button', { name: 'Show steps of Rollback' }),
    );
    await waitFor(() =>
      expect(
        panel.getAllByRole('checkbox', { name: 'Roll back.' })[1],
      ).not.toBeChecked(),
    );
  });

  it('are the steps of a runbook, ticked off into the timeline and taken back, and one that stands in none', async () => {
    open({ annotations: { 'backstage.io/techdocs-ref': 'dir:.' } });
    const panel = within(
      await screen.findByRole('region', { name: 'Runbooks' }),
    );
    await userEvent.click(
      await panel.findByRole('button', { name: 'Show steps of checkout-api' }),
    );
    const part = within(
      await panel.findByRole('group', { name: 'Clients get errors' }),
    );
    const boxes = part.getAllByRole('checkbox');
    expect(boxes).toHaveLength(2);
    await userEvent.click(part.getByRole('checkbox', { name: 'Roll back.' }));
    await waitFor(() => expect(boxes[1]).toBeChecked());
    expect((await linesOf('Steps taken'))[0]).toMatch(/^Roll back\..*ben/);
    const timeline = within(screen.getByRole('region', { name: 'Timeline' }));
    expect(
      await timeline.findByText(/took a step of the runbook/),
    ).toBeInTheDocument();

    await userEvent.click(
      panel.getByRole('button', { name: 'Undo: Roll back.' }),
    );
    await waitFor(() => expect(boxes[1]).not.toBeChecked());
    expect(await timeline.findByText(/took back a step/)).toBeInTheDocument();

    await userEvent.click(panel.getByRole('button', { name: 'Add step' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Called the bank');
    await userEvent.click(dialog.getByRole('button', { name: 'Add step' }));
    expect((await linesOf('Steps taken'))[0]).toMatch(/^Called the bank/);
  });

  it('reads the steps of a page, and where the pages of an entity are', () => {
    expect(readRunbook(runbook)).toEqual({
      title: 'Checkout',
      parts: [
        {
          title: 'Clients get errors',
          steps: ['One client or all?', 'Roll back.'],
        },
      ],
    });
    // Without a numbered list its headings are the steps.
    expect(
      readRunbook('<h2>Look</h2><ul><li>x</li></ul><h3>Escalate</h3>'),
    ).toEqual({ parts: [{ steps: ['Look', 'Escalate'] }] });
    expect(readRunbook('')).toEqual({ parts: [] });
    const pathOf = (annotations: Record<string, string>) =>
      runbookPath({ kind: 'Component', metadata: { name: 'A', annotations } });
    expect(pathOf({})).toBeUndefined();
    expect(pathOf({ 'backstage.io/techdocs-ref': 'dir:.' })).toBe(
      'default/component/a',
    );
    expect(
      pathOf({
        'backstage.io/techdocs-entity': 'system:default/engagement',
        'backstage.io/techdocs-entity-path': '/resources/../db#engagement-db',
      }),
    ).toBe('default/system/engagement/resources/db');
  });

  it('is nothing where there is none of it', async () => {
    open({});
    expect(
      await screen.findByRole('region', { name: 'Timeline' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Nothing that is affected has a runbook.'),
    ).toBeInTheDocument();
    ['Alerts', 'Who was told', 'Known errors that fit'].forEach(name =>
      expect(screen.queryByRole('region', { name })).not.toBeInTheDocument(),
    );
  });
});
