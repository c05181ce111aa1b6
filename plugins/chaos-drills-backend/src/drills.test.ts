import {
  DRILL_EVENT_TOPIC,
  drillStories,
  Journal,
} from '@countersign/plugin-chaos-drills-common';
import {
  DashboardQuery,
  storiesIn,
} from '@countersign/plugin-governance-common';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { Journal as UnitJournal } from '@countersign/plugin-governance-node';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import { deployment, gateDecision } from './__testUtils__/areas';
import { entity, experimentText } from './__testUtils__/experiments';
import { ada, ben, closedAt, owner, usePortal } from './__testUtils__/portal';

jest.setTimeout(240_000);

const change = 'CHG0000007';
const DAY_MS = 86_400_000;

describe('drills', () => {
  const { portal, folder, areas, target, as, asPipeline, ...tasks } =
    usePortal();
  const { measure, remind, measures } = tasks;

  const plan = async (experiment = 'latency') =>
    (await as(ada).planDrill({ experiment, change })).drill;

  const started = async (experiment?: string) => {
    const { number } = await plan(experiment);
    await as(ada).act(number, 'start', {});
    return number;
  };

  /** Once its fault is on. */
  const withFault = () =>
    eventually(() => expect(target().board.active()).toHaveLength(1));

  const ended = (number: string) =>
    eventually(async () => {
      const { drill } = await as(ada).getDrill(number);
      expect(drill.state).toBe('ended');
      return drill;
    });

  const guards = async (number: string) => {
    const { refusals } = await as(ada).getReadiness(number);
    return refusals.map(({ guard }) => guard);
  };

  const refusedBy = async (asked: Promise<unknown>, guard: string) =>
    expect(asked).rejects.toMatchObject({ cause: { guard } });

  it('are planned with their targets, what they cost and when they should be noticed', async () => {
    const drill = await plan();
    expect(drill).toMatchObject({
      number: expect.stringMatching(/^DRL\d{7}$/),
      ...{ entity, change },
      scenario: 'latency',
      state: 'planned',
      plannedBy: ada,
      targets: [entity, target().url],
      budgets: [{ objective: 'checkout-latency', most: 0.5 }],
      predicted: [{ objective: 'checkout-latency', after: 1500 }],
    });
    // Half of the requests for a minute, of a hundredth of those of a day.
    expect(drill.budgets[0].costs).toBeCloseTo((0.5 * 60) / (0.01 * 86_400));
  });

  it('are played, noticed and measured, and each step is on the record', async () => {
    const number = await started('short');
    await withFault();
    areas().alerts = [
      {
        number: 'ALR0000003',
        firedAt: new Date(Date.now() + 300).toISOString(),
      },
    ];
    areas().budgetLeft = 0.8;
    expect(await ended(number)).toMatchObject({
      outcome: 'passed',
      reasons: [],
      startedBy: ada,
      budgetsLeft: { 'checkout-latency': 0.9 },
      recovered: { holds: true },
    });
    expect(target().board.active()).toEqual([]);
    expect(target().seen).toContain('POST /undo');

    const { events } = await as(ben).getRunEvents(number);
    expect(
      events.flatMap(({ event }) =>
        event.type === 'fault' && event.change !== 'renewed'
          ? [event.change]
          : [],
      ),
    ).toEqual(['intended', 'injected', 'ended']);
    // A step is told when it begins, so that whoever watches knows what is done meanwhile.
    const told = events.flatMap(({ event }) =>
      event.type === 'step' ? [event.name] : event.type,
    );
    expect(told.indexOf('half of the answers are slow')).toBeLessThan(
      told.indexOf('fault'),
    );
    expect(told).toContain('all is undone');
    const text = new TextDecoder().decode(await as(ben).getJournal(number));
    expect(text).not.toContain('a-token-for-the-tests');
    expect(JSON.parse(text) as Journal).toMatchObject({
      status: 'completed',
      extensions: [{ outcome: 'passed' }],
    });

    await measure();
    const { drill } = await as(ada).getDrill(number);
    expect(drill.measurement).toMatchObject({
      predicted: 1500,
      alert: 'ALR0000003',
      missed: false,
      spent: { 'checkout-latency': expect.closeTo(0.1) },
    });
    expect(drill.problem).toBeUndefined();
    // Its change knows of it, too, under the answer that the gate gave.
    expect(areas().deployments).toEqual([
      {
        ...{ externalId: number, change, gateDecisionId: gateDecision },
        outcome: 'succeeded',
        url: expect.stringContaining(`/drills/${number}`),
      },
    ]);
    expect(drill.report).toEqual({ change, deployment, verdict: 'authorised' });
    expect(await as(ada).getDetection()).toMatchObject({
      drills: expect.arrayContaining([
        expect.objectContaining({ number, predicted: 1500, missed: false }),
      ]),
    });
    const times = {
      detected: new Date().toISOString(),
      acknowledged: new Date().toISOString(),
    };
    const incident = { number: 'INC0000009', entities: [entity], times };
    areas().incidents = [{ ...incident, state: 'new' }];
    await measure();
    expect((await as(ada).getDrill(number)).drill.response).toBeUndefined();
    areas().incidents = [{ ...incident, state: 'resolved' }];
    await measure();
    expect((await as(ada).getDrill(number)).drill.response).toEqual({
      incident: 'INC0000009',
      times: { opened: times.detected, ...times },
    });
    await as(ben).act(number, 'note', { text: 'The runbook lacks a step.' });
    // What was learned is tried again, and both know of each other.
    const again = { experiment: 'latency', change, retestOf: number };
    const { drill: retest } = await as(ada).planDrill(again);
    expect(retest.retestOf).toBe(number);
    const retests = await as(ben).listDrills({ retestOf: [number] });
    expect(retests.items.map(each => each.number)).toEqual([retest.number]);
    await refusedBy(
      as(ada).planDrill({ ...again, retestOf: retest.number }),
      'state',
    );
    const { items } = await as(ada).getTimeline(number);
    expect(items.map(({ type, actor }) => [type, actor])).toEqual([
      ['drill.noted', ben],
      ['drill.responded', 'plugin:chaos-drills'],
      ['drill.reported', 'plugin:chaos-drills'],
      ['drill.measured', 'plugin:chaos-drills'],
      ['drill.ended', 'plugin:chaos-drills'],
      ['drill.started', ada],
      ['drill.planned', ada],
    ]);
    await eventually(() =>
      expect(portal().events).toContainEqual({
        topic: DRILL_EVENT_TOPIC,
        eventPayload: expect.objectContaining({
          type: 'countersign.drill.measured',
          subject: number,
        }),
      }),
    );
    const { verifierKeys: trustedKeys } = await as(ben).getLedgerStatus();
    const bytes = await as(ben).getEvidence(number);
    const { ok, proven } = verifyBundle(bytes, { trustedKeys });
    expect(ok).toBe(true);
    const { stories } = storiesIn(proven!, [drillStories]);
    expect(stories).toMatchObject([
      { subject: number, state: 'ended', holds: true },
    ]);
  });

  it('tell who owns what they break that it begins, why it is stopped, and how it ended', async () => {
    const number = await started();
    await withFault();
    await as(ben).act(number, 'stop', { reason: 'Customers complain.' });
    await ended(number);
    const told = () =>
      portal().notifications.send.mock.calls.flatMap(([sent]) =>
        sent.payload.title.startsWith(number) ? [sent] : [],
      );
    await eventually(() => expect(told()).toHaveLength(3));
    const recipients = { entityRef: [ada, owner] };
    expect(told()).toMatchObject([
      {
        recipients: { ...recipients, excludeEntityRef: [ada] },
        payload: { title: expect.stringContaining(`breaks ${entity}`) },
      },
      {
        recipients: { ...recipients, excludeEntityRef: [ben] },
        payload: {
          title: expect.stringContaining('is being stopped'),
          description: expect.stringContaining('Customers complain.'),
        },
      },
      {
        recipients,
        payload: {
          title: expect.stringContaining('has ended: stopped'),
          severity: 'high',
        },
      },
    ]);
  });

  it('open a problem, once, where the alert that was predicted did not fire', async () => {
    const number = await started('short');
    await ended(number);
    await measure();
    await measure();
    const { drill } = await as(ada).getDrill(number);
    expect(drill.measurement).toMatchObject({ predicted: 1500, missed: true });
    expect(drill.problem).toBe('PRB0000007');
    expect(areas().problems).toEqual([
      {
        title: expect.stringContaining(number),
        entities: [entity],
        key: `chaos-drills.${number}`,
      },
    ]);
  });

  it('do not start for all that is wrong, and say all of it without a trace', async () => {
    const { number } = await plan();
    expect(await guards(number)).toEqual([]);
    Object.assign(areas(), {
      decision: 'refuse',
      bands: [
        { kind: 'freeze', title: 'Black Friday' },
        { kind: 'maintenance', title: 'Patching' },
      ],
      // On what depends on it.
      incidents: [
        { number: 'INC0000003', entities: ['component:default/web'] },
        { number: 'INC0000004', entities: ['component:default/stock'] },
      ],
      budgetLeft: 0.4,
    });
    expect(await guards(number)).toEqual([
      'change',
      'freeze',
      'incident',
      'budget',
    ]);
    expect(areas().gate).toEqual(['previewed', 'previewed']);
    await refusedBy(as(ada).act(number, 'start', {}), 'change');
    areas().decision = 'allow';
    areas().items = ['component:default/web'];
    await refusedBy(as(ada).act(number, 'start', {}), 'change');
    areas().items = [entity];
    // What was approved has to be this drill: not another work on the same service, nor another experiment.
    for (const other of [
      { type: 'standard' as const, template: { id: 'restart-service' } },
      { type: 'normal' as const, template: undefined },
      {
        type: 'normal' as const,
        implementationPlan: `sha256:${'0'.repeat(64)}`,
      },
    ]) {
      Object.assign(areas().change, other);
      await refusedBy(as(ada).act(number, 'start', {}), 'change');
    }
    const { drill } = await as(ada).getDrill(number);
    areas().change.implementationPlan = `Run ${drill.experiment}.`;
    expect(await guards(number)).not.toContain('change');
    areas().silent = true;
    await expect(as(ada).act(number, 'start', {})).rejects.toMatchObject({
      statusCode: 503,
    });
    expect(target().state.asked).toEqual([]);
    const { items } = await as(ada).getTimeline(number);
    expect(items).toHaveLength(1);
  });

  it('do not start while their window holds too little traffic, and do once it holds enough', async () => {
    // A portal that was off for hours: a minute of half bad is a third of all that is counted.
    areas().measuredSeconds = 30;
    const { number } = await plan();
    const { drill } = await as(ada).getDrill(number);
    expect(drill.budgets).toMatchObject([{ costs: expect.closeTo(100 / 3) }]);
    const { refusals } = await as(ada).getReadiness(number);
    expect(refusals).toMatchObject([
      {
        guard: 'budget',
        message: expect.stringContaining('will hold 90 s of traffic'),
        remedy: expect.stringMatching(/^Wait 99 min /),
      },
    ]);
    await refusedBy(as(ada).act(number, 'start', {}), 'budget');
    areas().measuredSeconds = 6000;
    expect(await guards(number)).toEqual([]);
  });

  it('belong to a change, which leads to what can be planned under it until something is', async () => {
    const ask = (number: string) => as(ben).getChangeDrills(number);
    const { digest } = await as(ben).getExperiment('latency');
    Object.assign(areas().change, {
      type: 'normal',
      template: undefined,
      implementationPlan: `Run ${digest}.`,
    });
    const other = 'CHG0000777';
    const { experiments } = await ask(other);
    expect(experiments).toMatchObject([{ name: 'latency' }]);
    const { drill } = await as(ada).planDrill({
      experiment: 'latency',
      change: other,
    });
    expect(await ask(other)).toMatchObject({
      drills: [{ number: drill.number }],
      experiments: [],
    });
    areas().silent = true;
    expect(await ask('CHG0000778')).toEqual({ drills: [], experiments: [] });
  });

  it('do not start outside of the hours, and say when they may', async () => {
    const { number } = await plan();
    const now = jest.spyOn(UnitJournal.prototype, 'now');
    try {
      now.mockReturnValue(closedAt);
      const { refusals } = await as(ada).getReadiness(number);
      const nextDay = new Date(closedAt.getTime() + DAY_MS).toISOString();
      expect(refusals).toMatchObject([
        {
          guard: 'hours',
          remedy: `Start it at ${nextDay.slice(0, 10)}T00:00:00.000Z.`,
        },
      ]);
      await refusedBy(as(ada).act(number, 'start', {}), 'hours');
    } finally {
      now.mockRestore();
    }
    expect(target().state.asked).toEqual([]);
  });

  it('do not start on other targets than those that were shown', async () => {
    const { number, targets } = await plan('pods');
    expect(targets).toEqual(
      expect.arrayContaining(['pods:checkout-1', 'pods:checkout-2']),
    );
    areas().pods = ['checkout-2', 'checkout-3'];
    await expect(as(ada).act(number, 'start', {})).rejects.toMatchObject({
      cause: {
        guard: 'targets',
        message: expect.stringContaining('pods:checkout-2, pods:checkout-3'),
      },
    });
    areas().pods = ['checkout-2', 'checkout-1'];
    expect(await guards(number)).toEqual([]);
  });

  it('keep with the start who approved the change, and are counted in metrics', async () => {
    const { number } = await plan();
    const { drill } = await as(ada).getDrill(number);
    Object.assign(areas().change, {
      ...{ type: 'normal', template: undefined },
      implementationPlan: `Run ${drill.experiment}.`,
    });
    areas().approvers = [ben, ben];
    const before = await measures();
    await as(ada).act(number, 'start', {});
    await withFault();
    expect(await measures()).toEqual({
      ...before,
      'chaos_drills.running': before['chaos_drills.running'] + 1,
    });
    await as(ben).act(number, 'stop', { reason: 'It was seen.' });
    await ended(number);
    const { items } = await as(ben).getTimeline(number);
    const { data } = items.find(({ type }) => type === 'drill.started')!;
    expect(data).toMatchObject({
      world: { change: { approvedBy: [ben], gateDecision } },
    });
    await measure();
    const { missed, medianError } = await as(ben).getDetection();
    const { pulls } = await as(ben).getLever();
    const { items: due } = await as(ben).getPlan();
    const now = new Date().toISOString();
    expect(await measures()).toMatchObject({
      'chaos_drills.running': 0,
      'chaos_drills.detection.missed': missed,
      ...(medianError !== undefined && {
        'chaos_drills.detection.error': medianError,
      }),
      'chaos_drills.lever.pulls': pulls.length,
      'chaos_drills.overdue': due.filter(({ dueAt }) => dueAt <= now).length,
    });
  });

  it('do not start where they cost too much, nor by a machine, nor twice', async () => {
    const { number: costly } = await plan('costly');
    await refusedBy(as(ada).act(costly, 'start', {}), 'budget');
    const { number } = await plan();
    await refusedBy(asPipeline().act(number, 'start', {}), 'person');
    const key = { idempotencyKey: 'once' };
    const answers = await Promise.all([
      as(ada).act(number, 'start', {}, key),
      as(ada).act(number, 'start', {}, key),
    ]);
    expect(answers.map(({ drill }) => drill.state)).toEqual([
      'running',
      'running',
    ]);
    await withFault();
    await refusedBy(as(ada).act(number, 'start', {}), 'state');
    await as(ben).act(number, 'stop', { reason: 'That is enough.' });
    await ended(number);
    expect(target().state.asked).toHaveLength(1);
  });

  it('run one at a time on a target, and the other one is named', async () => {
    const first = await started();
    const { number: second } = await plan();
    await expect(as(ada).act(second, 'start', {})).rejects.toMatchObject({
      cause: { guard: 'running', message: expect.stringContaining(first) },
    });
    await as(ada).act(first, 'stop', { reason: 'It harms.' });
    const drill = await ended(first);
    expect(drill).toMatchObject({ outcome: 'stopped', reasons: ['It harms.'] });
    expect(target().board.active()).toEqual([]);
    // It never started: that is another end.
    const canceled = await as(ada).act(second, 'cancel', {
      reason: 'Not today.',
    });
    expect(canceled.drill).toMatchObject({
      state: 'canceled',
      canceled: { by: ada, reason: 'Not today.' },
    });
    await refusedBy(
      as(ada).act(first, 'cancel', { reason: 'It was nothing.' }),
      'state',
    );
  });

  it('stop where they spend more of the budget than they may', async () => {
    const number = await started();
    await withFault();
    areas().budgetLeft = 0.3;
    const drill = await ended(number);
    expect(drill).toMatchObject({
      outcome: 'stopped',
      reasons: [expect.stringContaining('may spend 50 %')],
    });
    expect(target().seen).toContain('POST /undo');
  });

  it('are all stopped by one lever, which each of those who pulled it has to see', async () => {
    const number = await started();
    await withFault();
    await asPipeline().pullLever({ reason: 'Customers complain.' });
    await eventually(() => expect(target().board.active()).toEqual([]));
    const stopped = await ended(number);
    expect(stopped.reasons).toEqual([
      'The lever was pulled: Customers complain.',
    ]);
    const [pulled] = (await as(ben).getLever()).pulls;
    expect(stopped.stop).toEqual({
      by: 'external:ci',
      reason: 'Customers complain.',
      pull: pulled.id,
    });
    const { pulls } = await as(ben).pullLever({ reason: 'I saw it too.' });
    const { number: next } = await plan();
    await refusedBy(as(ada).act(next, 'start', {}), 'lever');

    const release = (ids: string[]) =>
      as(ada).releaseLever({ pulls: ids, reason: 'All is well.' });
    await refusedBy(release([pulls[0].id]), 'lever');
    await refusedBy(
      asPipeline().releaseLever({
        pulls: pulls.map(({ id }) => id),
        reason: 'All is well.',
      }),
      'person',
    );
    expect(await release(pulls.map(({ id }) => id))).toEqual({ pulls: [] });
    expect(await guards(next)).toEqual([]);
  });

  it('do nothing where the steady state does not hold beforehand', async () => {
    target().state.isHealthy = false;
    const drill = await ended(await started());
    expect(drill).toMatchObject({ outcome: 'failed' });
    expect(drill.faults).toBeUndefined();
    expect(target().state.asked).toEqual([]);
    await measure();
    const { measurement } = (await as(ada).getDrill(drill.number)).drill;
    expect(measurement).toEqual({ missed: false, spent: {} });
  });

  it('run the text that they were planned of, whatever becomes of its file', async () => {
    await folder().write('changing', experimentText({ seconds: 2 }));
    const number = await started('changing');
    await folder().write('changing', 'title: nothing that runs');
    expect(await ended(number)).toMatchObject({ outcome: 'passed' });
    await expect(
      as(ada).planDrill({ experiment: 'changing' }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('are not planned outside of what may be drilled, and the answer says what would be right', async () => {
    for (const [experiment, message] of [
      ['elsewhere', /is not among the hosts/],
      ['nobodys', /chaosDrills\.targets/],
      ['nothing', /There is no experiment nothing/],
    ] as const) {
      await expect(as(ada).planDrill({ experiment })).rejects.toMatchObject({
        statusCode: 400,
        cause: { message: expect.stringMatching(message) },
      });
    }
    const { items } = await as(ada).listExperiments();
    const elsewhere = items.find(({ name }) => name === 'elsewhere');
    expect(elsewhere?.problems.map(({ rule }) => rule)).toContain(
      'host-outside',
    );
    const standardChanges = ['chaos-drill'];
    expect(await as(ben).getExperiment('elsewhere')).toMatchObject({
      standardChanges,
    });
    const { number } = await plan();
    expect(await as(ben).getReadiness(number)).toMatchObject({
      standardChanges,
    });
  });

  it('are due by tier, and the journal of another tool counts once', async () => {
    const due = async () => {
      const { items } = await as(ben).getPlan();
      return items.find(each => each.entity === 'component:default/stock');
    };
    expect(await due()).toMatchObject({
      scenario: 'latency',
      tier: 'tier-1',
      overdueDays: 0,
    });
    /** Five minutes of some days ago, in UTC without saying so, as Chaos Toolkit wrote them for years. */
    const playedBefore = (days: number) => {
      const at = (minutes: number) =>
        new Date(Date.now() - days * DAY_MS + minutes * 60_000)
          .toISOString()
          .slice(0, '2026-11-20T10:00:00'.length);
      return { start: at(0), end: at(5) };
    };
    const body = {
      entity: 'component:default/stock',
      scenario: 'latency',
      journal: {
        'chaoslib-version': '1.44.0',
        experiment: { title: 'Slow\u0000 stock' },
        ...playedBefore(7),
        status: 'completed',
        deviated: false,
      },
    };
    const endedAt = `${body.journal.end}.000Z`;
    await refusedBy(asPipeline().importJournal(body), 'person');
    expect(await as(ada).importJournal(body)).toMatchObject({
      endedAt,
      importedBy: ada,
    });
    const [brought] = (await as(ben).listJournals()).items;
    const bytes = await as(ben).getImportedJournal(brought.digest);
    const { status, start } = JSON.parse(new TextDecoder().decode(bytes));
    expect({ status, start }).toEqual({
      status: 'completed',
      start: body.journal.start,
    });
    await expect(
      as(ben).getImportedJournal(`sha256:${'0'.repeat(64)}`),
    ).rejects.toMatchObject({ statusCode: 404 });
    expect(await due()).toMatchObject({ lastAt: endedAt });
    expect(await as(ben).getEntityDrills('component:default/stock')).toEqual({
      next: await due(),
    });
    // The page of each service says what the plan says of it, and nothing of what no rule is about.
    const { items: planned } = await as(ben).getPlan();
    for (const { entity: of } of planned) {
      const { next } = await as(ben).getEntityDrills(of);
      expect(next).toEqual(planned.find(item => item.entity === of));
    }
    expect(planned.length).toBeGreaterThan(1);
    expect(await as(ben).getEntityDrills('component:default/none')).toEqual({});
    // Nobody has drilled this one for months: its owner is told once, and not for each time that was left out.
    await as(ada).importJournal({
      ...body,
      entity: 'component:default/web',
      journal: { ...body.journal, ...playedBefore(300) },
    });
    await remind();
    await remind();
    const told = () =>
      portal().notifications.send.mock.calls.flatMap(([{ payload }]) =>
        payload.title.includes('is due') ? [payload.title] : [],
      );
    await eventually(() =>
      expect(told()).toEqual(['web is due for a drill: latency']),
    );
    await expect(as(ben).importJournal(body)).rejects.toMatchObject({
      statusCode: 409,
    });
    await expect(
      as(ada).importJournal({
        ...body,
        journal: { ...body.journal, status: 'happy' },
      }),
    ).rejects.toMatchObject({
      statusCode: 400,
      cause: { message: expect.stringContaining('journal.status') },
    });
  });

  it('are counted for the dashboard as their lists have them, of a team and of a time', async () => {
    const at = (days: number) =>
      new Date(Date.now() + days * DAY_MS).toISOString();
    const period = { previousFrom: at(-2), from: at(-1), to: at(1) };
    const ask = async (query: Partial<DashboardQuery> = {}) => {
      const { figures } = await as(ben).getDashboard({ ...period, ...query });
      return new Map(figures.map(figure => [figure.id, figure]));
    };
    const all = await ask();
    for (const id of ['ended', 'missed']) {
      const { list, value } = all.get(id)!;
      const { count } = await as(ben).listDrills(list);
      expect([id, value]).toEqual([id, count.value]);
    }
    expect(all.get('ended')!.value).toBeGreaterThan(0);
    // The other one was drilled for the last time months ago.
    expect(all.get('overdue')!.value).toBe(1);
    const later = await ask({ from: at(0.5) });
    expect(later.get('ended')).toMatchObject({
      value: 0,
      previous: all.get('ended')!.value,
    });
    const own = await ask({ team: [owner] });
    expect(own.get('ended')!.value).toBe(all.get('ended')!.value);
    const none = await ask({ team: ['group:default/nobody'] });
    expect(none.get('ended')!.value).toBe(0);
    expect(none.get('covered')).toMatchObject({ n: 0 });
  });

  it('are kept by the database too', async () => {
    const { number } = await plan();
    const { knex } = portal();
    await expect(knex('drills').where({ number }).delete()).rejects.toThrow(
      /written once/,
    );
    await expect(knex('drill_experiments').delete()).rejects.toThrow(
      /written once/,
    );
    await expect(
      knex('drills')
        .where({ number })
        .update({ state: 'ended', outcome: 'passed' }),
    ).rejects.toThrow(/does not become ended/);
  });
});
