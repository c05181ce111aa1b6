import fc from 'fast-check';
import { calendarChange, scheduleRule } from '../__testUtils__/calendar';
import { estate } from '../__testUtils__/estate';
import { CalendarChange, ScheduleRule } from '../model';
import { findConflicts } from './findConflicts';
import { FreeSlotInput, nextFreeSlot } from './nextFreeSlot';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEP = 30 * MINUTE;
const web = 'component:default/web';
const db = 'resource:default/orders-db';
const wiki = 'component:default/wiki';
const graph = estate();
const iso = (at: number) => new Date(at).toISOString();

const slot = (input: Partial<FreeSlotInput>) =>
  nextFreeSlot({
    change: { type: 'normal', environment: 'production', items: [db] },
    durationMs: 2 * HOUR,
    notBefore: '2026-11-24T21:10:00.000Z',
    others: [],
    rules: [],
    graph,
    ...input,
  });

describe('nextFreeSlot', () => {
  it('starts on the next half hour when nothing is in the way', () => {
    expect(slot({})).toEqual({
      start: '2026-11-24T21:30:00.000Z',
      end: '2026-11-24T23:30:00.000Z',
    });
  });

  it('starts when the change in the way ends, to the minute', () => {
    const window = {
      start: '2026-11-24T22:00:00Z',
      end: '2026-11-24T23:10:00Z',
    };
    expect(slot({ others: [calendarChange({ window })] })?.start).toBe(
      '2026-11-24T23:10:00.000Z',
    );
  });

  it('goes round freezes and waits for a maintenance window long enough', () => {
    const rules: ScheduleRule[] = [
      scheduleRule({ end: '2026-12-02T00:00:00.000Z' }),
      scheduleRule({
        kind: 'maintenance',
        start: '2026-11-03T20:00:00.000Z',
        end: '2026-11-03T21:00:00.000Z',
        rrule: 'FREQ=DAILY',
      }),
      scheduleRule({
        kind: 'maintenance',
        start: '2026-11-07T20:00:00.000Z',
        end: '2026-11-08T02:00:00.000Z',
        rrule: 'FREQ=WEEKLY',
      }),
    ];
    expect(slot({ rules })?.start).toBe('2026-12-05T20:00:00.000Z');
    expect(slot({ rules, horizonDays: 8 })).toBeUndefined();
  });

  it('refuses a duration of nothing and a horizon out of sight', () => {
    expect(() => slot({ durationMs: 0 })).toThrow('duration');
    expect(() => slot({ horizonDays: 1000 })).toThrow('365 days');
  });

  const base = Date.parse('2026-11-23T00:00:00.000Z');
  const quarter = 15 * MINUTE;
  const other = fc
    .record({
      at: fc.integer({ min: -8, max: 400 }),
      length: fc.integer({ min: 1, max: 40 }),
      items: fc.constantFrom<string[]>([db], [web], [wiki]),
      implementer: fc.constantFrom('user:default/a', 'user:default/b'),
      environment: fc.constantFrom('production', 'staging'),
    })
    .map(
      ({ at, length, ...rest }): CalendarChange =>
        calendarChange({
          ...rest,
          window: {
            start: iso(base + at * quarter),
            end: iso(base + (at + length) * quarter),
          },
        }),
    );
  const rule = fc
    .record({
      kind: fc.constantFrom('freeze' as const, 'maintenance' as const),
      at: fc.integer({ min: 0, max: 96 }),
      length: fc.integer({ min: 4, max: 60 }),
      rrule: fc.constantFrom(
        undefined,
        'FREQ=DAILY',
        'FREQ=WEEKLY;BYDAY=MO,WE',
      ),
      scope: fc.constantFrom(
        undefined,
        { kind: 'resource' },
        { kind: 'component' },
      ),
    })
    .map(({ at, length, ...rest }) =>
      scheduleRule({
        ...rest,
        start: iso(base + at * quarter),
        end: iso(base + (at + length) * quarter),
      }),
    );
  const situation = fc.record({
    change: fc.record({
      type: fc.constantFrom('normal' as const, 'emergency' as const),
      environment: fc.constant('production'),
      items: fc.constantFrom<string[]>([db], [web], [wiki], [wiki, db]),
      implementer: fc.constant('user:default/a'),
    }),
    others: fc.array(other, { maxLength: 30 }),
    // As in the database, no two rules have the same id.
    rules: fc
      .array(rule, { maxLength: 3 })
      .map(rules => rules.map((one, i) => ({ ...one, id: `rule-${i}` }))),
    durationMs: fc.integer({ min: 1, max: 30 }).map(n => n * quarter),
    notBefore: fc
      .integer({ min: 0, max: 100 })
      .map(n => iso(base + n * 7 * MINUTE)),
    graph: fc.constant(graph),
    horizonDays: fc.constant(5),
  });
  const isFree = (input: FreeSlotInput, start: number) =>
    findConflicts({
      ...input,
      change: {
        ...input.change,
        window: { start: iso(start), end: iso(start + input.durationMs) },
      },
    }).length === 0;

  it('finds a slot that has no conflict and is as long as asked', () => {
    fc.assert(
      fc.property(situation, input => {
        const found = nextFreeSlot(input);
        fc.pre(found !== undefined);
        const start = Date.parse(found.start);
        expect(found).toEqual({
          start: iso(start),
          end: iso(start + input.durationMs),
        });
        expect(found.start >= input.notBefore).toBe(true);
        expect(isFree(input, start)).toBe(true);
        // On the step, or at once when something in the way ends.
        expect(start % STEP === 0 || !isFree(input, start - 1)).toBe(true);
      }),
    );
  });

  it('leaves out no earlier step that is free', () => {
    fc.assert(
      fc.property(situation, input => {
        const from = Date.parse(input.notBefore);
        const last = from + 5 * 24 * HOUR - input.durationMs;
        const found = nextFreeSlot(input);
        const until = found ? Date.parse(found.start) : last + 1;
        const missed = [];
        for (let t = Math.ceil(from / STEP) * STEP; t < until; t += STEP) {
          if (isFree(input, t)) missed.push(iso(t));
        }
        expect(missed).toEqual([]);
      }),
    );
  });
});
