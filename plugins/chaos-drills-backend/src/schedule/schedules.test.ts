import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  drillStories,
  scheduleStories,
  scheduleSubject,
} from '@countersign/plugin-chaos-drills-common';
import { pluginCaller } from '@countersign/plugin-governance-node';
import { AreasState, calmAreas } from '../__testUtils__/areas';
import {
  entity,
  experimentFolder,
  experimentText,
} from '../__testUtils__/experiments';
import { ada, drillsOver } from '../__testUtils__/player';
import { ledgerOfDrills, makeTables } from '../__testUtils__/records';
import { startTarget, Target } from '../__testUtils__/target';

jest.setTimeout(120_000);

const DAY = 86_400_000;
/** Every Tuesday from ten to twelve in Berlin, which is nine to eleven in winter. */
const tuesdays = {
  start: '2026-12-01T10:00:00+01:00',
  end: '2026-12-01T12:00:00+01:00',
  'time-zone': 'Europe/Berlin',
  rrule: 'FREQ=WEEKLY;BYDAY=TU',
  'days-ahead': 2,
};

describe('the schedule of an experiment', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let target: Target;
  let folder: Awaited<ReturnType<typeof experimentFolder>>;
  let areas: AreasState;
  let now: Date;
  let life: Awaited<ReturnType<typeof open>>;

  /** Two replicas over one database, with a clock that the test moves. */
  async function open() {
    const knex = await databases.init('POSTGRES_18');
    await makeTables(knex);
    const ledger = await ledgerOfDrills(knex, true);
    const over = {
      ...{ knex, ledger, areas },
      place: { folder: folder.folder, targetUrl: target.url },
      logger: mockServices.logger.mock(),
      clock: () => now,
    };
    return { knex, ledger, replicas: [drillsOver(over), drillsOver(over)] };
  }

  beforeAll(async () => {
    now = new Date('2026-11-27T12:00:00Z');
    areas = calmAreas();
    target = await startTarget();
    folder = await experimentFolder({
      weekly: experimentText({ schedule: tuesdays }),
      monthly: experimentText({
        schedule: { ...tuesdays, rrule: 'FREQ=MONTHLY;BYDAY=1TU' },
      }),
      unscheduled: experimentText(),
    });
    life = await open();
  });
  afterAll(async () => {
    await target.stop();
    await folder.remove();
  });

  const at = (instant: string) => {
    now = new Date(instant);
  };
  const look = () =>
    Promise.all(life.replicas.map(each => each.scheduleKeeper.look()));
  const act = (
    ...args: Parameters<(typeof life.replicas)[0]['scheduleDesk']['act']>
  ) => life.replicas[0].scheduleDesk.act(...args);
  const turnOn = (experiment = 'weekly') =>
    act(ada, experiment, { verb: 'turn-on', body: {} });
  const drills = async () => {
    const { items } = await life.replicas[0].desk.list(ada, { limit: 50 });
    return items.reverse();
  };
  const schedule = async (name = 'weekly') => {
    const { items } = await life.replicas[1].scheduleDesk.list(ada);
    return items.find(({ experiment }) => experiment === name)!;
  };

  it('plans nothing until a person turns it on', async () => {
    expect(await schedule()).toMatchObject({
      state: 'off',
      next: {
        start: '2026-12-01T09:00:00.000Z',
        end: '2026-12-01T11:00:00.000Z',
      },
    });
    at('2026-12-20T12:00:00Z');
    await look();
    expect(await drills()).toEqual([]);
    at('2026-11-27T12:00:00Z');
    await expect(
      act(pluginCaller('scaffolder'), 'weekly', { verb: 'turn-on', body: {} }),
    ).rejects.toMatchObject({ guard: 'person' });
    await expect(
      act(ada, 'unscheduled', { verb: 'turn-on', body: {} }),
    ).rejects.toThrow(/has a schedule/);
    await expect(
      act(ada, 'weekly', { verb: 'pause', body: { reason: 'Not now.' } }),
    ).rejects.toMatchObject({ guard: 'state' });
    expect(await turnOn()).toMatchObject({ state: 'on', by: ada.ref });
    await look();
    // Four days before its window is too early.
    expect(await drills()).toEqual([]);
  });

  it('plans one drill for a window, with its change, in the name of who turned it on, and starts none', async () => {
    at('2026-11-29T10:00:00Z');
    await look();
    await look();
    const [drill, ...others] = await drills();
    expect(others).toEqual([]);
    const window = {
      start: '2026-12-01T09:00:00.000Z',
      end: '2026-12-01T11:00:00.000Z',
    };
    expect(drill).toMatchObject({
      state: 'planned',
      plannedBy: 'plugin:chaos-drills',
      change: 'CHG0000100',
      schedule: { experiment: 'weekly', requester: ada.ref, ...window },
    });
    expect(areas.opened).toMatchObject([
      {
        body: {
          ...{ type: 'standard', template: 'chaos-drill', submit: true },
          ...{ items: [entity], requester: ada.ref, window },
        },
      },
    ]);
    at('2026-12-01T10:00:00Z');
    await look();
    expect(target.state.asked).toEqual([]);
    expect((await drills())[0].state).toBe('planned');
  });

  it('takes back what nobody started in its window, and plans the next one', async () => {
    at('2026-12-01T11:00:00Z');
    await look();
    const [missed] = await drills();
    expect(missed).toMatchObject({
      state: 'canceled',
      canceled: { by: 'plugin:chaos-drills' },
    });
    const entries = await life.ledger.entriesOf(missed.number);
    const story = drillStories.judge(entries.map(({ entry }) => entry));
    expect(story.claims.filter(({ holds }) => !holds)).toEqual([]);
    at('2026-12-06T10:00:00Z');
    await look();
    expect((await drills()).map(({ state }) => state)).toEqual([
      'canceled',
      'planned',
    ]);
  });

  it('resumes with one drill, however many weeks it was paused, and is on the record', async () => {
    const [, second] = await drills();
    await life.replicas[0].desk.cancel(ada, second.number, {
      reason: 'We move house.',
    });
    await act(ada, 'weekly', {
      verb: 'pause',
      body: { reason: 'We move house.' },
    });
    for (let week = 1; week <= 6; week++) {
      now = new Date(now.getTime() + 7 * DAY);
      await look();
    }
    expect(await drills()).toHaveLength(2);
    expect(await schedule()).toMatchObject({
      state: 'paused',
      reason: 'We move house.',
    });
    // A Wednesday: the next window is six days off, which is earlier than it would be planned otherwise.
    at('2027-01-20T12:00:00Z');
    await turnOn();
    await look();
    await look();
    const all = await drills();
    expect(all).toHaveLength(3);
    expect(all[2].schedule?.start).toBe('2027-01-26T09:00:00.000Z');
    const entries = await life.ledger.entriesOf(scheduleSubject('weekly'));
    expect(entries.map(({ entry }) => entry.type)).toEqual([
      'schedule.turned_on',
      'schedule.planned',
      'schedule.planned',
      'schedule.paused',
      'schedule.turned_on',
      'schedule.planned',
    ]);
    const story = scheduleStories.judge(entries.map(({ entry }) => entry));
    expect(story).toMatchObject({ holds: true, state: 'on' });
    const { scheduleDesk } = life.replicas[1];
    const { items } = await scheduleDesk.timeline(ada, 'weekly', { limit: 2 });
    expect(items.map(({ type }) => type)).toEqual([
      'schedule.planned',
      'schedule.turned_on',
    ]);
  });

  it('makes up with one drill for a portal that was off for weeks', async () => {
    at('2027-03-17T12:00:00Z');
    await look();
    const all = await drills();
    expect(all.map(({ state }) => state)).toEqual([
      'canceled',
      'canceled',
      'canceled',
      'planned',
    ]);
    expect(all[3].schedule?.start).toBe('2027-03-23T09:00:00.000Z');
    // Each of its windows has one drill, and one waits at a time, in the database too.
    await expect(
      life.knex('drills').where({ number: all[0].number }).update({
        occasion_start: all[3].schedule!.start,
      }),
    ).rejects.toThrow(/drills_one_a_window/);
  });

  it('says what keeps it from planning, and plans when that is mended', async () => {
    at('2027-04-04T12:00:00Z');
    await turnOn('monthly');
    areas.silent = true;
    await look();
    expect((await schedule('monthly')).problem).toContain('It is down');
    areas.silent = false;
    at('2027-04-04T12:06:00Z');
    await look();
    const planned = (await drills()).filter(
      each => each.schedule?.experiment === 'monthly',
    );
    expect(planned).toHaveLength(1);
    expect((await schedule('monthly')).problem).toBeUndefined();
    // A file that cannot be read any more is no silence, and its schedule can be paused.
    await folder.write('monthly', '{}');
    at('2027-05-02T12:00:00Z');
    await look();
    expect((await schedule('monthly')).problem).toContain('has errors');
    const paused = await act(ada, 'monthly', {
      verb: 'pause',
      body: { reason: 'It is broken.' },
    });
    expect(paused).toMatchObject({ state: 'paused' });
    expect(paused.problem).toBeUndefined();
  });
});
