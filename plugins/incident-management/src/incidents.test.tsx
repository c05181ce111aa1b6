import governancePlugin from '@countersign/plugin-governance';
import {
  oddRef,
  renderMeetingPlaces,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { FakeAlerts } from './__testUtils__/FakeAlerts';
import {
  componentRef,
  declared,
  FakeIncidents,
  reader,
  team,
} from './__testUtils__/FakeIncidents';
import { FakeOnCall } from './__testUtils__/FakeOnCall';
import { alertsApiRef, incidentManagementApiRef, onCallApiRef } from './api';
import { IncidentsRouter } from './components/IncidentsRouter';
import { incidentManagementPlugin } from './plugin';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const open = (api: FakeIncidents, path = '') =>
  renderPage(<IncidentsRouter />, {
    path,
    user: reader,
    groups: [team],
    apis: [
      [incidentManagementApiRef, api],
      [alertsApiRef, new FakeAlerts()],
      [onCallApiRef, new FakeOnCall()],
    ],
    mountedRoutes: { '/incidents': rootRouteRef },
  });

describe('the list of incidents', () => {
  it('says how urgent each is and who leads it, and has its filters in the address', async () => {
    const api = new FakeIncidents([declared()]);
    open(
      api,
      `?state=new,in-progress,unheard-of&priority=1,2,9&open=true&major=true&q=check&team=${team}`,
    );
    const list = await screen.findByRole('list', { name: 'Incidents' });
    expect(within(list).getByText('High · P2')).toBeInTheDocument();
    expect(within(list).getByText('Nobody yet')).toBeInTheDocument();
    expect(api.asked).toEqual([
      expect.objectContaining({
        state: ['new', 'in-progress'],
        priority: [1, 2],
        open: true,
        major: ['accepted'],
        q: 'check',
        team: [team],
      }),
    ]);
    expect(screen.getByRole('status')).toHaveTextContent('1 incident');
    const chip = screen.getByRole('row', { name: 'Major incidents' });
    await userEvent.click(within(chip).getByRole('button'));
    await waitFor(() => expect(api.asked.at(-1)?.major).toBeUndefined());
  });

  it('shows whatever an incident may refer to, and what it cannot show as one odd row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(oddRef, oddRef), { minLength: 8, maxLength: 8 }),
        async refs => {
          cleanup();
          const odd = refs.map(([actor, about], i) => {
            const [entry] = declared(
              { title: `Odd ${i}`, entities: [componentRef] },
              `INC000010${i}`,
            );
            return [{ ...entry, actor: actor || 'x' }, about] as const;
          });
          const api = new FakeIncidents(odd.map(([entry]) => [entry]));
          const list = api.listIncidents.bind(api);
          jest.spyOn(api, 'listIncidents').mockImplementation(async query => {
            const page = await list(query);
            page.items.forEach((item, i) => {
              item.entities = [odd[i][1]];
              item.roles = { commander: odd[i][1] };
            });
            return page;
          });
          const { unmount } = open(api);
          for (let i = 0; i < odd.length; i++) {
            expect(await screen.findByText(`Odd ${i}`)).toBeInTheDocument();
          }
          unmount();
        },
      ),
      { numRuns: 3 },
    );
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const api = new FakeIncidents([
      declared(),
      declared({ title: 'As usual' }, 'INC0000008'),
    ]);
    const list = api.listIncidents.bind(api);
    jest.spyOn(api, 'listIncidents').mockImplementation(async query => {
      const page = await list(query);
      Object.assign(page.items[0], { state: 'of a later version' });
      return page;
    });
    open(api);
    expect(
      await screen.findByText("Couldn't show INC0000007"),
    ).toBeInTheDocument();
    expect(screen.getByText('As usual')).toBeInTheDocument();
  });

  it('is a queue of what nobody took, the most urgent first', async () => {
    const api = new FakeIncidents([declared()]);
    open(api, 'triage');
    expect(
      await screen.findByText('Checkout answers slowly'),
    ).toBeInTheDocument();
    expect(api.asked).toEqual([
      { state: ['triage', 'new'], sort: 'priority', cursor: undefined },
    ]);
  });
});

describe('the page of an incident', () => {
  const next = () => within(screen.getByRole('region', { name: 'Next' }));
  const ready = () =>
    screen.findByRole('heading', { level: 1, name: 'Checkout answers slowly' });

  it('says for how long it has been going on, and is acknowledged with one press', async () => {
    open(new FakeIncidents([declared()]), 'INC0000007');
    await ready();
    expect(screen.getByRole('timer')).toBeInTheDocument();
    expect(screen.getByText('High · P2')).toBeInTheDocument();
    await userEvent.click(next().getByRole('button', { name: 'Acknowledge' }));
    expect(
      await next().findByText('Stop the impact, and say that it is mitigated.'),
    ).toBeInTheDocument();
    const steps = screen.getByRole('list', { name: 'States of this incident' });
    expect(
      within(steps).getByText('In progress').closest('li'),
    ).toHaveAttribute('aria-current', 'step');
    expect(
      next().queryByRole('button', { name: 'Acknowledge' }),
    ).not.toBeInTheDocument();
  });

  it('says who was faster, and what is to be done now', async () => {
    const api = new FakeIncidents([declared()]);
    open(api, 'INC0000007');
    await ready();
    api.write('INC0000007', 'incident.acknowledged', {}, 'user:default/ada');
    await userEvent.click(next().getByRole('button', { name: 'Acknowledge' }));
    expect(
      await next().findByText('Stop the impact, and say that it is mitigated.'),
    ).toBeInTheDocument();
  });

  it('is mitigated and resolved with words, which stand in its timeline', async () => {
    const api = new FakeIncidents([declared()]);
    api.write('INC0000007', 'incident.acknowledged', {});
    open(api, 'INC0000007');
    await ready();
    const say = async (button: string, words: string) => {
      await userEvent.click(next().getByRole('button', { name: button }));
      const dialog = within(await screen.findByRole('dialog'));
      await userEvent.type(dialog.getByRole('textbox'), words);
      await userEvent.click(dialog.getByRole('button', { name: button }));
      await waitFor(() =>
        expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
      );
    };
    await say('Mitigated', 'Shifted traffic');
    await say('Resolve', 'A lock was held too long');
    const timeline = within(screen.getByRole('region', { name: 'Timeline' }));
    expect(await timeline.findByText('Shifted traffic')).toBeInTheDocument();
    expect(timeline.getByText('A lock was held too long')).toBeInTheDocument();
    expect(screen.queryByRole('timer')).not.toBeInTheDocument();
    expect(next().getByRole('button', { name: 'Reopen' })).toBeInTheDocument();
  });

  it('takes more than a press where more is needed: a reason to hold, a lower priority', async () => {
    const api = new FakeIncidents([declared()]);
    api.write('INC0000007', 'incident.acknowledged', {});
    const act = jest.spyOn(api, 'act');
    open(api, 'INC0000007');
    await ready();
    await userEvent.click(next().getByRole('button', { name: 'Put on hold' }));
    const hold = within(await screen.findByRole('dialog'));
    expect(hold.getByRole('button', { name: 'Put on hold' })).toBeDisabled();
    await userEvent.click(hold.getByRole('radio', { name: 'A vendor' }));
    await userEvent.click(hold.getByRole('button', { name: 'Put on hold' }));
    expect(
      await screen.findByText('On hold · waiting for a vendor'),
    ).toBeInTheDocument();

    await userEvent.click(next().getByRole('button', { name: 'More actions' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Change priority' }),
    );
    const priority = within(await screen.findByRole('dialog'));
    const confirm = priority.getByRole('button', { name: 'Change priority' });
    expect(confirm).toBeDisabled();
    const impact = within(priority.getByRole('radiogroup', { name: 'Impact' }));
    await userEvent.click(impact.getByRole('radio', { name: 'Low' }));
    expect(priority.getByText('Low · P4')).toBeInTheDocument();
    expect(confirm).toBeDisabled();
    await userEvent.type(priority.getByRole('textbox'), 'Only one shop');
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(act).toHaveBeenLastCalledWith(
        'INC0000007',
        'prioritize',
        { impact: 'low', urgency: 'medium', reason: 'Only one shop' },
        expect.objectContaining({ idempotencyKey: expect.any(String) }),
      ),
    );
  });

  it('has roles to take, tasks to finish, and notes to write and pin', async () => {
    const api = new FakeIncidents([declared()]);
    api.write('INC0000007', 'incident.task_added', { text: 'Call the bank' });
    open(api, 'INC0000007');
    await ready();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Take the role Commander' }),
    );
    const roles = within(screen.getByRole('region', { name: 'Roles' }));
    expect(await roles.findByRole('link', { name: 'ben' })).toBeInTheDocument();
    const tasks = within(screen.getByRole('region', { name: 'Tasks' }));
    await userEvent.click(
      tasks.getByRole('button', { name: 'Done: Call the bank' }),
    );
    expect(await tasks.findByText(/done by/)).toBeInTheDocument();

    const timeline = within(screen.getByRole('region', { name: 'Timeline' }));
    await userEvent.type(timeline.getByRole('textbox'), 'Looks like a lock');
    await userEvent.click(timeline.getByRole('button', { name: 'Comment' }));
    expect(await timeline.findByText('Looks like a lock')).toBeInTheDocument();
    const pins = timeline.getAllByRole('button', { name: 'Pin' });
    await userEvent.click(pins[pins.length - 1]);
    await userEvent.click(
      await timeline.findByRole('radio', { name: 'Pinned' }),
    );
    await waitFor(() =>
      expect(timeline.queryByText('Call the bank')).not.toBeInTheDocument(),
    );
    expect(timeline.getByText('Looks like a lock')).toBeInTheDocument();
  });

  it('has no place for suspects in a portal without changes', async () => {
    const api = new FakeIncidents([declared()]);
    let say = (_: { items: []; isMissing: boolean }) => {};
    const asked = jest.spyOn(api, 'getSuspects').mockReturnValue(
      new Promise(resolve => {
        say = resolve;
      }),
    );
    open(api, 'INC0000007');
    await ready();
    await waitFor(() => expect(asked).toHaveBeenCalled());
    // Nor while it is asked: what stands beneath does not jump.
    const panel = () => screen.queryByRole('region', { name: 'Suspects' });
    expect(panel()).not.toBeInTheDocument();
    say({ items: [], isMissing: true });
    await waitFor(() => expect(panel()).not.toBeInTheDocument());
  });

  it('names the changes that may have caused it, and why; one is confirmed with a reason', async () => {
    const api = new FakeIncidents([declared()], {
      suspects: [
        {
          change: 'CHG0000042',
          title: 'Longer leases',
          score: 87,
          item: 'resource:default/orders-db',
          path: [
            {
              from: componentRef,
              relation: 'dependsOn',
              to: 'resource:default/orders-db',
            },
          ],
          run: { from: '2026-11-26T09:40:00.000Z', outcome: 'succeeded' },
          reasons: ['It ran 15 minutes before the impact began.'],
          confirmed: false,
        },
      ],
    });
    const act = jest.spyOn(api, 'act');
    open(api, 'INC0000007');
    await ready();
    const suspects = within(
      await screen.findByRole('region', { name: 'Suspects' }),
    );
    expect(
      await suspects.findByText('It ran 15 minutes before the impact began.'),
    ).toBeInTheDocument();
    await userEvent.click(
      suspects.getByRole('button', {
        name: 'Confirm as cause: CHG0000042',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Gone once rolled back');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Confirm as cause' }),
    );
    await waitFor(() =>
      expect(act).toHaveBeenLastCalledWith(
        'INC0000007',
        'confirm-cause',
        { change: 'CHG0000042', reason: 'Gone once rolled back' },
        expect.anything(),
      ),
    );
  });

  it('shows an entry it cannot read as one odd line, and one that it does not know by its type', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const event = (type: string, data: object) => ({
      ...{ id: type, type, actor: reader },
      occurredAt: '2026-11-26T10:01:00.000Z',
      data: data as {},
    });
    const events = [
      event('incident.held', { reason: 42 }),
      event('incident.of_a_later_version', {}),
    ];
    open(new FakeIncidents([declared()], { events }), 'INC0000007');
    expect(
      await screen.findByText("Couldn't show incident.held"),
    ).toBeInTheDocument();
    expect(
      screen.getByText('recorded incident.of_a_later_version'),
    ).toBeInTheDocument();
  });

  it('says that there is none, and where the others are', async () => {
    open(new FakeIncidents(), 'INC0000009');
    expect(
      await screen.findByText('There is no such incident'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All incidents' })).toHaveAttribute(
      'href',
      '/incidents',
    );
  });
});

describe('the form that declares an incident', () => {
  it('takes what is affected from the address, and asks for what is missing', async () => {
    const api = new FakeIncidents();
    open(api, `declare?entity=${componentRef}`);
    const declare = async () => {
      // The header has one too, which leads here.
      const buttons = await screen.findAllByRole('button', {
        name: 'Declare incident',
      });
      await userEvent.click(buttons[buttons.length - 1]);
    };
    const title = await screen.findByRole('textbox', { name: /^Title/ });
    await declare();
    expect(
      await screen.findByText('Say in a few words what is wrong.'),
    ).toBeInTheDocument();
    expect(api.declaredWith).toEqual([]);
    await userEvent.type(title, 'Checkout answers slowly');
    await declare();
    await waitFor(() => expect(api.declaredWith).toHaveLength(1));
    expect(api.declaredWith).toEqual([
      expect.objectContaining({
        title: 'Checkout answers slowly',
        entities: [componentRef],
        impact: 'medium',
        urgency: 'medium',
      }),
    ]);
  });

  it('puts what the server refuses beside its field, and keeps what was typed', async () => {
    const api = new FakeIncidents();
    jest.spyOn(api, 'declareIncident').mockRejectedValueOnce(
      Object.assign(new Error('It cannot be declared so.'), {
        name: 'InputError',
        problems: [{ field: 'startedAt', message: 'must be a time until now' }],
      }),
    );
    open(api, `declare?entity=${componentRef}&again`);
    const title = await screen.findByRole('textbox', { name: /^Title/ });
    await userEvent.type(title, 'Slow again{Control>}{Enter}{/Control}');
    expect(await screen.findByText('Nothing was declared')).toBeInTheDocument();
    expect(
      await screen.findByText(/must be a time until now/i),
    ).toBeInTheDocument();
    expect(title).toHaveValue('Slow again');
  });
});

describe('where areas meet', () => {
  it('have what nobody took in the one inbox, and what happened on the time line of the entity', async () => {
    const api = new FakeIncidents([declared()]);
    renderMeetingPlaces([governancePlugin, incidentManagementPlugin], {
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'checkout-api', namespace: 'default' },
      },
      user: reader,
      groups: [team],
      apis: [
        [incidentManagementApiRef, api],
        [onCallApiRef, new FakeOnCall()],
      ],
    });
    const inbox = await screen.findByRole('list', { name: 'Waiting for you' });
    expect(await within(inbox).findByText('Acknowledge')).toBeInTheDocument();
    expect(
      within(inbox).getByRole('link', { name: 'INC0000007' }),
    ).toHaveAttribute('href', '/incidents/INC0000007');
    expect(api.asked).toContainEqual(
      expect.objectContaining({ paged: [reader, team], state: ['new'] }),
    );
    const home = await screen.findByRole('list', { name: 'Open incidents' });
    expect(
      within(home).getByText('Checkout answers slowly'),
    ).toBeInTheDocument();
    const timeline = await screen.findByRole('list', {
      name: 'What happened lately?',
    });
    expect(timeline).toHaveTextContent('Checkout answers slowly');
    expect(screen.getByRole('link', { name: 'All incidents' })).toHaveAttribute(
      'href',
      `/incidents?entityRef=${encodeURIComponent(componentRef)}`,
    );
  });
});
