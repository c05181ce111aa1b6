import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { DrillState } from '../drill/model';
import { foldSchedule } from './fold';
import { judgeOccasion } from './judge';
import { Occasion, ScheduleFacts, scheduleOff, scheduleSubject } from './model';
import { dueOccasion, nextWindow } from './occasions';
import { scheduleStories } from './story';

const HOUR = 3_600_000;
const ada = 'user:default/ada';
const begin = Date.parse('2026-11-01T12:00:00Z');
const iso = (ms: number) => new Date(ms).toISOString();

/** One schedule, whoever turns it on and off, and the portal that looks at it from time to time. */
class Game {
  facts: ScheduleFacts = scheduleOff('latency');
  at = begin;
  readonly entries: LedgerEntry[] = [];
  readonly planned: (Occasion & { at: number; state: DrillState })[] = [];
  #drills = 0;

  constructor(private readonly times: Parameters<typeof dueOccasion>[0]) {}

  turn(type: 'schedule.turned_on' | 'schedule.paused'): void {
    this.#fold(type, { reason: 'The game says so.' });
  }

  /** As the portal does: what waits and was not started in its window is taken back first. */
  look(): Occasion | undefined {
    const now = iso(this.at);
    const last = this.planned.at(-1);
    if (last?.state === 'planned' && last.end <= now) last.state = 'canceled';
    const occasion = dueOccasion(this.times, this.facts, now);
    if (!occasion) return undefined;
    const known = { at: now, lastState: last?.state };
    if (!judgeOccasion(this.facts, occasion, known).ok) return undefined;
    this.planned.push({ ...occasion, at: this.at, state: 'planned' });
    this.#drills += 1;
    const drill = `DRL${String(this.#drills).padStart(7, '0')}`;
    this.#fold('schedule.planned', { drill, ...occasion });
    return occasion;
  }

  #fold(type: string, data: Record<string, string>): void {
    const occurredAt = iso(this.at);
    const entry: LedgerEntry = {
      ...{ type, actor: ada, occurredAt },
      id: String(this.entries.length),
      subject: scheduleSubject('latency'),
      data: type === 'schedule.turned_on' ? {} : data,
    };
    this.entries.push(entry);
    this.facts = foldSchedule(this.facts, entry);
  }
}

const weekly = {
  start: '2026-11-03T09:00:00.000Z',
  end: '2026-11-03T11:00:00.000Z',
  timeZone: 'Europe/Berlin',
  rrule: 'FREQ=WEEKLY;BYDAY=TU',
  daysAhead: 2,
};
const rules = fc.record({
  start: fc.constant(weekly.start),
  end: fc.constant(weekly.end),
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'UTC'),
  rrule: fc.constantFrom('FREQ=DAILY', weekly.rrule, 'FREQ=MONTHLY;BYDAY=1TU'),
  daysAhead: fc.integer({ min: 1, max: 40 }),
});
const steps = fc.array(
  fc.record({
    hours: fc.integer({ min: 0, max: 24 * 50 }),
    does: fc.constantFrom('look', 'look', 'look', 'on', 'pause', 'play'),
  }),
  { maxLength: 20 },
);

describe('a schedule', () => {
  it('plans each window once, one at a time and never one that has begun, whatever happens', () => {
    fc.assert(
      fc.property(rules, steps, (times, moves) => {
        const game = new Game(times);
        for (const { hours, does } of moves) {
          game.at += hours * HOUR;
          const last = game.planned.at(-1);
          if (does === 'on') game.turn('schedule.turned_on');
          else if (does === 'pause') game.turn('schedule.paused');
          else if (does === 'play' && last?.state === 'planned') {
            last.state = 'ended';
          }
          const { state } = game.facts;
          const occasion = game.look();
          const isRight =
            state === 'on' && occasion && occasion.start > iso(game.at);
          expect(occasion === undefined || isRight).toBe(true);
          // Asked again at once, as by another replica, it plans nothing more.
          expect(game.look()).toBeUndefined();
        }
        const starts = game.planned.map(({ start }) => start);
        expect(starts).toEqual([...new Set(starts)].sort());
        const waiting = game.planned.filter(each => each.state === 'planned');
        expect(waiting.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('that was paused, or not looked at, for however long goes on with just one drill', () => {
    const pauses = fc.integer({ min: 8 * 24, max: 400 * 24 });
    fc.assert(
      fc.property(rules, pauses, fc.boolean(), (times, hours, isPaused) => {
        const game = new Game(times);
        game.turn('schedule.turned_on');
        game.look();
        const before = game.planned.length;
        if (isPaused) game.turn('schedule.paused');
        game.at += hours * HOUR;
        // It is long enough for a window to be left out, but for the monthly one.
        const leftOut =
          nextWindow(times, game.facts.last?.start ?? iso(begin))!.start <
          iso(game.at);
        expect(isPaused && game.look()).toBeFalsy();
        if (isPaused) game.turn('schedule.turned_on');
        for (let looks = 0; looks < 5; looks++) game.look();
        const after = game.planned.slice(before);
        expect(after.length).toBeLessThanOrEqual(1);
        // Where one was left out, at once, and for the window that comes next.
        const next = { at: game.at, ...nextWindow(times, iso(game.at)) };
        expect(leftOut ? after : [next]).toMatchObject([next]);
      }),
      { numRuns: 40 },
    );
  });

  it('has its windows by the clocks of its zone, and is not early', () => {
    // Clocks in Berlin were set back on 25 October, and are set forward on 28 March.
    expect(nextWindow(weekly, '2027-03-24T12:00:00Z')).toEqual({
      start: '2027-03-30T08:00:00.000Z',
      end: '2027-03-30T10:00:00.000Z',
    });
    const on: ScheduleFacts = {
      ...{ experiment: 'latency', state: 'on', requester: ada },
      since: iso(begin - 24 * HOUR),
    };
    expect(dueOccasion(weekly, on, '2026-11-01T08:59:59.999Z')).toBeUndefined();
    expect(dueOccasion(weekly, on, '2026-11-01T09:00:00.000Z')).toEqual({
      start: weekly.start,
      end: weekly.end,
    });
    const once = { ...weekly, rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=1' };
    expect(dueOccasion(once, on, '2026-11-04T09:00:00Z')).toBeUndefined();
  });

  it('has a story that holds however it is turned, and says which claim fails where it was told otherwise', () => {
    fc.assert(
      fc.property(rules, steps, (times, moves) => {
        const game = new Game(times);
        for (const { hours, does } of moves) {
          game.at += hours * HOUR;
          const { state } = game.facts;
          if (does === 'on' && state !== 'on') game.turn('schedule.turned_on');
          if (does === 'pause' && state === 'on') game.turn('schedule.paused');
          game.look();
        }
        const { entries } = game;
        if (entries.length === 0) return;
        expect(scheduleStories.judge(entries)).toMatchObject({
          ...{ holds: true, state: game.facts.state },
          subject: 'drill-schedule:latency',
        });
        const failed = (told: LedgerEntry[]) =>
          scheduleStories
            .judge(told)
            .claims.filter(({ holds }) => !holds)
            .map(({ id }) => id);
        const [first] = entries;
        expect(failed([{ ...first, actor: 'external:ci' }])).toEqual([
          'turned',
        ]);
        expect(failed([...entries, { ...first, type: 'other' }])).toEqual([
          'readable',
        ]);
        const planned = entries.find(({ type }) => type === 'schedule.planned');
        if (!planned) return;
        // Twice for one window, and without anybody who turned it on.
        expect(failed([...entries, { ...planned, id: 'again' }])).toContain(
          'planned',
        );
        expect(failed([planned])).toEqual(['opened', 'planned']);
      }),
    );
  });
});
