import {
  drillStories,
  gameDayStories,
} from '@countersign/plugin-chaos-drills-common';
import { storiesIn } from '@countersign/plugin-governance-common';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import { entity } from './__testUtils__/experiments';
import { ada, ben, cara, usePortal } from './__testUtils__/portal';

jest.setTimeout(240_000);

const change = 'CHG0000007';

describe('drills that others ask for', () => {
  const { portal, areas, target, as, asPipeline, invoke } = usePortal();

  const plan = async (experiment = 'short') =>
    (await as(ada).planDrill({ experiment, change })).drill.number;

  const refusedBy = async (asked: Promise<unknown>, guard: string) =>
    expect(asked).rejects.toMatchObject({ cause: { guard } });

  it('are planned, started and awaited by templates for those who may', async () => {
    const found = await invoke(ada, 'scaffolder', 'find-experiments', {
      entity,
      scenario: 'latency',
    });
    const { digest } = await as(ada).getExperiment('short');
    expect(found.output.experiments).toContainEqual(
      expect.objectContaining({ name: 'short', digest, canBePlanned: true }),
    );
    const { output: planned } = await invoke(ada, 'scaffolder', 'plan-drill', {
      experiment: 'short',
      change,
    });
    expect(planned).toMatchObject({
      ...{ entity, change },
      state: 'planned',
      targets: [entity, target().url],
      path: `/drills/${planned.number}`,
    });
    const { number } = planned;
    expect(
      await invoke(ada, 'scaffolder', 'get-drill-readiness', { number }),
    ).toMatchObject({ output: { ready: true, refusals: [] } });
    // Whoever plans drills is told that somebody else starts it.
    expect(
      await invoke(cara, 'scaffolder', 'get-drill-readiness', { number }),
    ).toMatchObject({
      output: { ready: false, refusals: [{ guard: 'permission' }] },
    });
    const wait = (until: string, atMostSeconds: number) =>
      invoke(ada, 'scaffolder', 'wait-for-drill', {
        ...{ number, until, atMostSeconds },
      });
    expect((await wait('started', 1)).output).toMatchObject({ reached: false });
    const start = () => invoke(ada, 'scaffolder', 'start-drill', { number });
    areas().decision = 'refuse';
    areas().budgetLeft = 0.1;
    const { status, error } = await start();
    expect(status).toBe(409);
    // All of it, with what would be right.
    expect(error.message).toMatch(/not approved[^]*Do what CHG0000007[^]*10 %/);
    areas().decision = 'allow';
    areas().budgetLeft = 0.9;
    const over = wait('ended', 60);
    expect((await start()).output).toMatchObject({ state: 'running' });
    expect((await over).output).toMatchObject({
      ...{ reached: true, state: 'ended', outcome: 'passed' },
    });
    const { items } = await as(ben).getTimeline(number);
    expect(items.find(({ type }) => type === 'drill.started')).toMatchObject({
      actor: ada,
      data: { via: 'plugin:scaffolder' },
    });
    expect(
      await invoke(ben, 'mcp-actions', 'note-drill', {
        ...{ number, text: 'Seen.' },
      }),
    ).toMatchObject({ status: 200 });
    expect(
      await invoke(ben, 'mcp-actions', 'stop-drill', { number, reason: 'No' }),
    ).toMatchObject({ status: 400 });
  });

  it('make a game day: watched by somebody, told in one line of time, proven by one file', async () => {
    const { gameDay } = await as(ada).planGameDay({
      title: 'Before Black Friday',
      goal: 'Is slowness noticed?',
    });
    const { number } = gameDay;
    const on = as(ada);
    await refusedBy(on.actOnGameDay(number, 'start', {}), 'drill');
    const drill = await plan();
    const left = await plan();
    await on.actOnGameDay(number, 'add-drill', { drill });
    await on.actOnGameDay(number, 'add-drill', { drill: left });
    await refusedBy(on.actOnGameDay(number, 'start', {}), 'observer');
    await expect(
      on.actOnGameDay(number, 'observe', { observer: 'user:default/nobody' }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await on.actOnGameDay(number, 'observe', { observer: ben });
    await refusedBy(asPipeline().actOnGameDay(number, 'start', {}), 'person');
    await on.actOnGameDay(number, 'start', {});

    const other = await on.planGameDay({ title: 'Another day' });
    await refusedBy(
      on.actOnGameDay(other.gameDay.number, 'add-drill', { drill }),
      'drill',
    );
    await on.act(drill, 'start', {});
    await refusedBy(
      on.actOnGameDay(number, 'remove-drill', { drill }),
      'drill',
    );
    await as(ben).actOnGameDay(number, 'note', {
      ...{ text: 'The graph moved after a minute.', drill },
    });
    await refusedBy(
      on.actOnGameDay(number, 'end', { summary: 'Over' }),
      'drill',
    );
    await eventually(async () =>
      expect((await on.getDrill(drill)).drill.state).toBe('ended'),
    );
    await on.act(left, 'cancel', { reason: 'No time left.' });
    const over = await on.actOnGameDay(number, 'end', {
      summary: 'It is noticed, and late.',
    });
    expect(over.gameDay).toMatchObject({
      state: 'ended',
      results: [
        { drill, outcome: 'passed' },
        { drill: left, outcome: 'canceled' },
      ],
    });
    expect(over.drills.map(each => each.number)).toEqual([drill, left]);
    await refusedBy(
      on.actOnGameDay(number, 'cancel', { reason: 'It was nothing.' }),
      'state',
    );

    const first = await as(ben).getGameDayTimeline(number, { limit: 3 });
    expect(first.items.map(({ type, subject }) => [type, subject])).toEqual([
      ['game_day.ended', number],
      ['drill.canceled', left],
      ['drill.ended', drill],
    ]);
    const rest = await as(ben).getGameDayTimeline(number, {
      ...{ limit: 200, cursor: first.nextCursor },
    });
    expect(rest.items.map(({ type }) => type)).toContain('game_day.noted');
    expect(rest.nextCursor).toBeUndefined();
    const { verifierKeys: trustedKeys } = await as(ben).getLedgerStatus();
    const { ok, proven } = verifyBundle(
      await as(ben).getGameDayEvidence(number),
      { trustedKeys },
    );
    expect(ok).toBe(true);
    const { stories } = storiesIn(proven!, [drillStories, gameDayStories]);
    expect(stories.map(({ subject, holds }) => [subject, holds])).toEqual(
      expect.arrayContaining([number, drill, left].map(each => [each, true])),
    );
    // The database keeps it, too.
    const { knex } = portal();
    await expect(
      knex('game_day_drills').where({ drill }).delete(),
    ).rejects.toThrow(/stays part/);
    await expect(
      knex('game_days').where({ number }).update({ state: 'running' }),
    ).rejects.toThrow(/does not become running/);
  });
});
