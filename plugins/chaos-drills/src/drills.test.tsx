import governancePlugin from '@countersign/plugin-governance';
import {
  oddRef,
  renderMeetingPlaces,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import {
  LEVER_SUBJECT,
  RunEvents,
} from '@countersign/plugin-chaos-drills-common';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { Route, Routes } from 'react-router-dom';
import {
  componentRef,
  experiment,
  FakeDrills,
  reader,
  team,
} from './__testUtils__/FakeDrills';
import { chaosDrillsApiRef } from './api';
import { DrillsRouter } from './components/DrillsRouter';
// The router loads it when it is opened: on a busy machine compiling it takes longer than a test waits for what it shows.
import './components/PlanPage';
import {
  DrillSearchResult,
  ExperimentSearchResult,
  GameDaySearchResult,
} from './components/SearchResults';
import { chaosDrillsPlugin } from './plugin';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const open = (api: FakeDrills, path = '') =>
  renderPage(
    <Routes>
      <Route path="/drills/*" element={<DrillsRouter />} />
      <Route path="/*" element={<DrillsRouter />} />
    </Routes>,
    {
      path,
      user: reader,
      groups: [team],
      apis: [[chaosDrillsApiRef, api]],
      mountedRoutes: { '/drills': rootRouteRef },
    },
  );

const region = (name: string) => within(screen.getByRole('region', { name }));

const overdue = {
  ...{ entity: componentRef, scenario: 'latency', tier: 'tier-1' },
  dueAt: '2026-11-01T00:00:00.000Z',
  overdueDays: 26,
};

describe('the plan', () => {
  it('says what runs and what is overdue, and leads to the experiment that drills it', async () => {
    const api = new FakeDrills().open().start();
    api.plan = [
      overdue,
      { ...overdue, scenario: 'failed-deployment' },
      { ...overdue, tier: 'tier-2', entity: 'component:default/other' },
    ];
    open(api, '?tier=tier-1&due=overdue');
    const running = await screen.findByRole('list', { name: 'Running now' });
    expect(
      within(running).getByRole('link', { name: 'DRL0000001' }),
    ).toHaveAttribute('href', '/drills/DRL0000001');
    expect(screen.getByText('tier-1: 2 of 2 overdue')).toBeInTheDocument();
    const table = within(screen.getByRole('table', { name: 'What is due' }));
    expect(table.getAllByText('Overdue by 26 days')).toHaveLength(2);
    expect(
      await table.findByRole('link', {
        name: 'Plan drill: latency of checkout-api',
      }),
    ).toHaveAttribute('href', '/drills/experiments/latency?plan');
    expect(table.getByText('No experiment')).toBeInTheDocument();
    expect(table.queryByText('tier-2')).not.toBeInTheDocument();
  });

  it('says what would fill it, and what could not be loaded', async () => {
    const api = new FakeDrills();
    jest.spyOn(api, 'getPlan').mockRejectedValueOnce(new Error('It is away'));
    open(api);
    expect(await screen.findByRole('alert')).toHaveTextContent('It is away');
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByText('Nothing has to be drilled'),
    ).toBeInTheDocument();
    expect(screen.getByText('No drill runs.')).toBeInTheDocument();
  });
});

describe('the list of drills', () => {
  it('has its filters in the address, and one odd drill is one odd row', async () => {
    const api = new FakeDrills()
      .open()
      .open('DRL0000002', { title: 'As usual' });
    open(
      api,
      `runs?state=planned,unheard-of&entity=${componentRef}&missed=false&q=slow`,
    );
    expect(await screen.findByText('As usual')).toBeInTheDocument();
    expect(api.asked).toEqual([
      expect.objectContaining({
        ...{ state: ['planned'], entity: [componentRef] },
        ...{ missed: false, q: 'slow' },
      }),
    ]);
    expect(screen.getByRole('status', { name: '' })).toHaveTextContent(
      '2 drills',
    );
  });

  it('shows whatever a drill may refer to', async () => {
    await fc.assert(
      fc.asyncProperty(oddRef, async ref => {
        cleanup();
        const api = new FakeDrills().open();
        const list = api.listDrills.bind(api);
        jest.spyOn(api, 'listDrills').mockImplementation(async query => {
          const page = await list(query);
          page.items.forEach(item => Object.assign(item, { entity: ref }));
          return page;
        });
        const { unmount } = open(api, 'runs');
        expect(
          await screen.findByText('Half of the answers take 3 s'),
        ).toBeInTheDocument();
        unmount();
      }),
      { numRuns: 2 },
    );
  });
});

describe('an experiment', () => {
  it('says what it injects and what has to hold, and a drill of it is planned under a change', async () => {
    const api = new FakeDrills();
    open(api, 'experiments/latency?plan');
    const dialog = within(await screen.findByRole('dialog'));
    const change = dialog.getByRole('textbox', { name: 'Change' });
    await userEvent.type(change, 'chg42');
    expect(dialog.getByText('Write it as CHG0000042.')).toBeInTheDocument();
    const plan = dialog.getByRole('button', { name: 'Plan drill' });
    expect(plan).toBeDisabled();
    await userEvent.clear(change);
    await userEvent.type(change, 'chg0000042');
    await userEvent.click(plan);
    // Its own page follows.
    expect(await screen.findByText('DRL0000009')).toBeInTheDocument();
    expect(api.planned).toEqual([
      { experiment: 'latency', change: 'CHG0000042' },
    ]);
  });

  it('has a schedule that a person turns on, and pauses with a reason', async () => {
    const api = new FakeDrills();
    api.experiments = [{ ...experiment, scheduled: true }];
    const window = {
      start: '2026-12-01T09:00:00.000Z',
      end: '2026-12-01T11:00:00.000Z',
    };
    api.schedules = [
      {
        experiment: 'latency',
        state: 'off',
        times: {
          ...window,
          ...{ timeZone: 'Europe/Berlin', rrule: 'FREQ=WEEKLY' },
          daysAhead: 1,
        },
        next: window,
        problem: 'Change management gives no answer: it is down',
      },
    ];
    open(api, 'experiments/latency');
    const panel = within(
      await screen.findByRole('region', { name: 'Schedule' }),
    );
    expect(panel.getByText('Off')).toBeInTheDocument();
    expect(panel.getByText('1 day before its window')).toBeInTheDocument();
    expect(panel.getByText(/it is down/)).toBeInTheDocument();
    await userEvent.click(panel.getByRole('button', { name: 'Turn on' }));
    const asked = within(await screen.findByRole('dialog'));
    expect(
      asked.getByText(/Changes are opened in your name/),
    ).toBeInTheDocument();
    await userEvent.click(asked.getByRole('button', { name: 'Turn on' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    const dialog = within(await screen.findByRole('dialog'));
    const pause = dialog.getByRole('button', { name: 'Pause' });
    expect(pause).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Why' }),
      'We move house.',
    );
    await userEvent.click(pause);
    expect(
      await screen.findByRole('button', { name: 'Turn on' }),
    ).toBeInTheDocument();
    expect(region('Schedule').getByText('We move house.')).toBeInTheDocument();
    expect(api.scheduleActs).toEqual([
      ['latency', 'turn-on', {}],
      ['latency', 'pause', { reason: 'We move house.' }],
    ]);
  });

  it('that is broken says in which line, and is not planned', async () => {
    const api = new FakeDrills();
    api.experiments = [
      {
        ...experiment,
        problems: [
          {
            ...{ severity: 'error', line: 12, path: 'method[0]' },
            ...{ rule: 'python-provider', message: 'is never executed' },
          },
        ],
      },
    ];
    open(api, 'experiments/latency');
    const problems = await screen.findByRole('list', {
      name: 'What is wrong with it',
    });
    expect(problems).toHaveTextContent('line 12');
    expect(problems).toHaveTextContent('is never executed');
    expect(screen.getByRole('button', { name: 'Plan drill' })).toBeDisabled();
    expect(region('What it injects').getByText(/for 5 min/)).toHaveTextContent(
      'by a lease of 20 s',
    );
    expect(region('Steady state').getByText(/expects 200/)).toBeInTheDocument();
  });
});

describe('a drill that is planned', () => {
  it('says everything that keeps it from starting, with its remedy and the targets of now', async () => {
    const api = new FakeDrills().open();
    api.targets = ['http://checkout-2:8080'];
    api.refusals = [
      {
        guard: 'freeze',
        message: 'The freeze Year end holds.',
        remedy: 'Wait until it is over.',
      },
      {
        guard: 'hours',
        message: 'Drills are not allowed at this hour.',
        remedy: 'Start it at ten.',
      },
    ];
    open(api, 'DRL0000001');
    await screen.findByText('The freeze Year end holds.');
    const next = region('Next');
    expect(next.getByText('Start it at ten.')).toBeInTheDocument();
    expect(next.getByText('Was not planned')).toBeInTheDocument();
    expect(
      next.getByText('Was planned, and is not there any more'),
    ).toBeInTheDocument();
    expect(next.getByRole('button', { name: 'Start drill' })).toBeDisabled();
    api.refusals = [];
    await userEvent.click(next.getByRole('button', { name: 'Look again' }));
    await waitFor(() =>
      expect(next.getByRole('button', { name: 'Start drill' })).toBeEnabled(),
    );
  });

  it('is started by a second press, which names its targets', async () => {
    const api = new FakeDrills().open();
    open(api, 'DRL0000001');
    const start = () => screen.findByRole('button', { name: 'Start drill' });
    // Nothing is started before it is known what keeps it from starting.
    await waitFor(async () => expect(await start()).toBeEnabled());
    await userEvent.click(await start());
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('http://checkout:8080')).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Start drill' }));
    expect(
      await screen.findByRole('button', { name: 'Stop drill' }),
    ).toBeInTheDocument();
  });
});

const kept = (...told: object[]): RunEvents['events'] =>
  told.map((event, i) => ({
    seq: i + 1,
    at: new Date().toISOString(),
    event,
  })) as RunEvents['events'];

const probe = (met: boolean, end: string) => ({
  activity: { name: 'the list is answered' },
  status: 'succeeded',
  ...{ start: end, end, tolerance_met: met },
  comparison: {
    met,
    what: 'status',
    compared: met ? 200 : 503,
    expected: '200',
  },
});

const lasting = {
  ...{ id: 'f1', fault: 'latency', target: 'http://checkout:8080' },
  ...{ arguments: { share: 0.5 }, leaseSeconds: 20, renewals: 3 },
  intendedAt: '2026-11-27T10:00:02.000Z',
  injectedAt: '2026-11-27T10:00:03.000Z',
};

describe('a drill that runs', () => {
  it('shows its probes, the lease that counts down and what it spent, and is stopped with a reason', async () => {
    const api = new FakeDrills().open().start();
    api.spent = { 'checkout-latency': 0.125 };
    const at = '2026-11-27T10:00:00.000Z';
    const all = kept(
      { type: 'phase', phase: 'method', at },
      { type: 'fault', change: 'renewed', fault: lasting },
      { type: 'activity', phase: 'method', run: probe(false, at) },
    );
    api.events = all.slice(0, 2);
    open(api, 'DRL0000001');
    const faults = within(await screen.findByRole('list', { name: 'Faults' }));
    expect(faults.getByRole('timer')).toHaveTextContent(
      /ends by itself 0:(1\d|20) unless it is renewed/,
    );
    expect(faults.getByText(/renewed 3 times/)).toBeInTheDocument();
    const bar = region('The run');
    expect(bar.getByText('12.5 %')).toBeInTheDocument();

    // Only what came after is asked for.
    api.events = all;
    expect(
      await screen.findByText('status was 503, expected 200'),
    ).toBeInTheDocument();
    expect(api.askedEvents).toContain(2);

    await userEvent.click(bar.getByRole('button', { name: 'Stop drill' }));
    const dialog = within(await screen.findByRole('dialog'));
    const stop = dialog.getByRole('button', { name: 'Stop drill' });
    expect(stop).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox'), 'Customers are hurt');
    await userEvent.click(stop);
    expect(
      await bar.findByText('Ending its faults and rolling back'),
    ).toBeInTheDocument();
  });
});

describe('a drill that is over', () => {
  const ended = () => {
    const api = new FakeDrills().open().start();
    api.write('DRL0000001', 'drill.ended', {
      outcome: 'deviated',
      reasons: ['The steady state did not hold after the method.'],
      journal: `sha256:${'b'.repeat(64)}`,
      faults: {
        from: '2026-11-27T10:00:03.000Z',
        to: '2026-11-27T10:05:03.000Z',
      },
    });
    api.events = kept(
      { type: 'phase', phase: 'method', at: '2026-11-27T10:00:02.000Z' },
      { type: 'fault', change: 'ended', fault: lasting },
      {
        type: 'activity',
        phase: 'method',
        run: probe(false, '2026-11-27T10:00:13.000Z'),
      },
    );
    return api;
  };

  it('compares what was predicted with what was measured, and has every time that is known', async () => {
    const api = ended();
    api.write('DRL0000001', 'drill.measured', {
      ...{ predicted: 66_000, measured: 72_600, missed: false },
      ...{ alert: 'ALR0000003', spent: { 'checkout-latency': 0.38 } },
    });
    api.write('DRL0000001', 'drill.responded', {
      incident: 'INC0000007',
      times: { acknowledged: '2026-11-27T10:02:03.000Z' },
    });
    open(api, 'DRL0000001');
    await screen.findByRole('region', { name: 'Result' });
    const result = region('Result');
    expect(await result.findByText('10 % later')).toBeInTheDocument();
    expect(
      result.getByText('The steady state did not hold after the method.'),
    ).toBeInTheDocument();
    const times = within(screen.getByRole('table', { name: 'Times' }));
    const after = (name: string) =>
      within(times.getByText(name).closest('tr')!).getAllByRole('cell')[0];
    await waitFor(() =>
      expect(after('First bad probe')).toHaveTextContent('+10 s'),
    );
    expect(after('Alert fired')).toHaveTextContent('+72.6 s');
    expect(after('Acknowledged')).toHaveTextContent('+120 s');
    expect(after('Mitigated')).toHaveTextContent('—');
    expect(region('Predicted').getByText('38 %')).toBeInTheDocument();
    expect(region('Belongs to it').getByText('INC0000007')).toBeInTheDocument();
  });

  it('leads to the drill that repeats it, and to the plan of another', async () => {
    const api = ended().open('DRL0000002', { retestOf: 'DRL0000001' });
    open(api, 'DRL0000001');
    await screen.findByRole('region', { name: 'Belongs to it' });
    const links = region('Belongs to it');
    expect(await links.findByText('DRL0000002')).toBeInTheDocument();
    await userEvent.click(
      await links.findByRole('link', { name: 'Plan a retest' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/It repeats DRL0000001/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Plan drill' }));
    await waitFor(() =>
      expect(api.planned).toEqual([
        expect.objectContaining({ retestOf: 'DRL0000001' }),
      ]),
    );
  });

  it('that nobody noticed says so and names its problem; lessons are written down', async () => {
    const api = ended();
    api.write('DRL0000001', 'drill.measured', {
      ...{ predicted: 66_000, missed: true, spent: {} },
    });
    api.write('DRL0000001', 'drill.problem_opened', { problem: 'PRB0000003' });
    open(api, 'DRL0000001');
    expect((await screen.findAllByText('Not detected')).length).toBeGreaterThan(
      0,
    );
    expect(region('Belongs to it').getByText('PRB0000003')).toBeInTheDocument();
    await userEvent.click(
      region('Next').getByRole('button', { name: 'Add note' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'The alert was silenced');
    await userEvent.click(dialog.getByRole('button', { name: 'Add note' }));
    expect(
      await region('Timeline').findByText('The alert was silenced'),
    ).toBeInTheDocument();
  });
});

describe('the lever', () => {
  it('is pulled by three presses without typing, stands on every page, and a release names every pull', async () => {
    const api = new FakeDrills();
    open(api, 'detection');
    await screen.findByText('Nothing can be compared yet');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Stop all drills' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const pull = dialog.getByRole('button', { name: 'Pull the lever' });
    // One press pulls nothing.
    expect(pull).toBeDisabled();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Customers are hurt' }),
    );
    await userEvent.click(pull);
    const holders = await screen.findByRole('list', {
      name: 'Who holds the lever',
    });
    expect(holders).toHaveTextContent('Customers are hurt');
    cleanup();

    open(api, 'lever');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Release the lever' }),
    );
    const release = within(await screen.findByRole('dialog'));
    await userEvent.type(release.getByRole('textbox'), 'All is well');
    // Somebody else pulls it meanwhile.
    api.write(
      LEVER_SUBJECT,
      'lever.pulled',
      { reason: 'Not yet' },
      { actor: 'user:default/ada' },
    );
    const confirm = release.getByRole('button', { name: 'Release the lever' });
    await userEvent.click(confirm);
    expect(
      await release.findByText(/The lever is also held by/),
    ).toBeInTheDocument();
    expect(await release.findByText('Not yet')).toBeInTheDocument();
    await userEvent.click(confirm);
    expect(
      await screen.findByText('Nobody holds it. Drills may start.'),
    ).toBeInTheDocument();
  });
});

describe('detection', () => {
  it('has its error over all drills, and first those that nobody noticed', async () => {
    const api = new FakeDrills();
    const drill = {
      ...{ title: 'Slow', entity: componentRef, scenario: 'latency' },
      endedAt: '2026-11-27T10:06:00.000Z',
    };
    api.detection = {
      ...{ compared: 1, medianError: 0.1, within: 1, missed: 1, surprises: 0 },
      drills: [
        {
          ...drill,
          ...{ number: 'DRL0000002', missed: false },
          ...{ predicted: 66_000, measured: 59_400 },
        },
        { ...drill, number: 'DRL0000001', predicted: 66_000, missed: true },
      ],
    };
    open(api, 'detection');
    const table = within(await screen.findByRole('table', { name: 'Drills' }));
    const rows = table.getAllByRole('row').slice(1);
    expect(rows[0]).toHaveTextContent('DRL0000001');
    expect(rows[0]).toHaveTextContent('Not detected');
    expect(rows[1]).toHaveTextContent('10 % sooner');
    expect(region('Median error').getByText('10 %')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'List those that were not detected' }),
    ).toHaveAttribute('href', '/drills/runs?missed=true');
  });
});

const journal = `start: 2026-11-20T10:00:00
end: 2026-11-20T10:05:00
status: completed
deviated: true
experiment:
  title: Stock answers late
  extensions:
    - name: countersign
      entity: ${componentRef}
      scenario: latency
`;

describe('journals of other tools', () => {
  it('are imported from a file, in which every mistake is said with its line', async () => {
    const api = new FakeDrills();
    open(api, 'journals');
    expect(await screen.findByText('No journals yet')).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Import journal' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const submit = dialog.getByRole('button', { name: 'Import journal' });
    const choose = (text: string) =>
      userEvent.upload(
        dialog.getByLabelText('Journal (JSON or YAML)'),
        // The files of jsdom cannot be read as text.
        Object.assign(new File([text], 'journal.yaml'), {
          text: async () => text,
        }),
      );
    await choose(journal.replace('completed', 'happy').replace(/^end:.*/m, ''));
    const problems = await dialog.findByRole('list', {
      name: 'What is wrong with the file',
    });
    expect(problems).toHaveTextContent(/line 3 ?status/);
    expect(problems).toHaveTextContent(/line 1 ?end/);
    expect(submit).toBeDisabled();

    await choose(journal);
    expect(await dialog.findByText('Stock answers late')).toBeInTheDocument();
    // Named by our extension in its experiment.
    const scenario = dialog.getByRole('textbox', { name: /Scenario/ });
    expect(scenario).toHaveValue('latency');
    await userEvent.type(scenario, ' Spike');
    expect(dialog.getByText(/Write it as a word/)).toBeInTheDocument();
    expect(submit).toBeDisabled();
    await userEvent.clear(scenario);
    await userEvent.type(scenario, 'error-spike');
    await userEvent.click(submit);
    const list = within(
      await screen.findByRole('list', { name: 'Journals of other tools' }),
    );
    expect(list.getByText('Stock answers late')).toBeInTheDocument();
    expect(list.getByText('Deviated')).toBeInTheDocument();
    expect(api.journals).toMatchObject([
      { entity: componentRef, scenario: 'error-spike' },
    ]);
  });
});

describe('a game day', () => {
  it('has its drills, who watches, and one line of time for all of it', async () => {
    const api = new FakeDrills().open();
    const day = 'GMD0000001';
    api.write(day, 'game_day.planned', { title: 'Friday without a database' });
    api.write(day, 'game_day.drill_added', {
      drill: 'DRL0000001',
      state: 'planned',
    });
    api.write(day, 'game_day.observer_added', { observer: 'user:default/ada' });
    api.write(day, 'game_day.noted', { text: 'The graph lags by a minute' });
    open(api, `game-days/${day}`);
    const drills = within(await screen.findByRole('list', { name: 'Drills' }));
    expect(
      drills.getByRole('link', { name: 'DRL0000001' }),
    ).toBeInTheDocument();
    expect(
      within(screen.getByRole('list', { name: 'Observers' })).getByRole('link'),
    ).toHaveTextContent('ada');
    const timeline = region('What happened, in the day and in its drills');
    expect(
      await timeline.findByText('The graph lags by a minute'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', {
        name: 'What happened, in the day and in its drills',
      }),
    ).toHaveTextContent('DRL0000001: planned the drill');
    await userEvent.click(screen.getByRole('button', { name: 'Add drill' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'drl0000002');
    await userEvent.click(dialog.getByRole('button', { name: 'Add drill' }));
    await waitFor(() =>
      expect(api.gameDayActs).toEqual([['add-drill', { drill: 'DRL0000002' }]]),
    );
  });
});

describe('where areas meet', () => {
  it('waits for its reader, and says when an item was drilled last and is due next', async () => {
    const api = new FakeDrills().open();
    api.plan = [overdue];
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'checkout-api', namespace: 'default' },
      relations: [{ type: 'ownedBy', targetRef: team }],
      spec: {},
    };
    renderMeetingPlaces([governancePlugin, chaosDrillsPlugin], {
      entity,
      entities: [entity],
      user: reader,
      groups: [team],
      apis: [[chaosDrillsApiRef, api]],
    });
    const waiting = within(
      await screen.findByRole('list', { name: 'Waiting for you' }),
    );
    expect(await waiting.findByText('DRL0000001')).toBeInTheDocument();
    expect(waiting.getByText('Drill')).toBeInTheDocument();
    const home = within(
      await screen.findByRole('list', { name: 'Drills of your teams' }),
    );
    expect(home.getByText('Overdue by 26 days')).toBeInTheDocument();
    const card = within(
      await screen.findByRole('region', { name: 'Is it drilled?' }),
    );
    expect(await card.findByText('Never drilled')).toBeInTheDocument();
    expect(card.getByText('Overdue by 26 days')).toBeInTheDocument();
    const timeline = within(
      screen.getByRole('region', { name: 'What happened lately?' }),
    );
    expect(await timeline.findByText('DRL0000001')).toBeInTheDocument();
  });
});

describe('search results', () => {
  const found = (title: string, location: string, fields: object) => ({
    ...{ title, location, text: 'What was found' },
    ...fields,
  });

  it('lead to drills, experiments and game days, and say where they stand', async () => {
    renderPage(
      <>
        <DrillSearchResult
          result={found('DRL0000001: Slow answers', '/drills/DRL0000001', {
            ...{ number: 'DRL0000001', state: 'ended' },
            ...{ outcome: 'deviated', missed: true },
          })}
        />
        <ExperimentSearchResult
          result={found('Slow answers', '/drills/experiments/latency', {
            scenario: 'latency',
          })}
        />
        <GameDaySearchResult
          result={found('GMD0000001: Friday', '/drills/game-days/GMD0000001', {
            state: 'running',
          })}
        />
      </>,
    );
    expect(
      await screen.findByRole('link', { name: 'DRL0000001: Slow answers' }),
    ).toHaveAttribute('href', '/drills/DRL0000001');
    expect(screen.getByRole('link', { name: 'Slow answers' })).toHaveAttribute(
      'href',
      '/drills/experiments/latency',
    );
    expect(
      screen.getByRole('link', { name: 'GMD0000001: Friday' }),
    ).toHaveAttribute('href', '/drills/game-days/GMD0000001');
    for (const text of ['Deviated', 'latency', 'Running']) {
      expect(screen.getByText(text)).toBeInTheDocument();
    }
  });
});
