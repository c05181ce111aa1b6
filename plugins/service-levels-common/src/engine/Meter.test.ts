import fc from 'fast-check';
import { Standing } from '../arithmetic';
import { Objective } from '../openslo';
import { Reading } from '../series';
import { readDuration } from '../window';
import { ClosedStep, Meter } from './Meter';
import { judgeSilence, silenceAllowed } from './noData';
import { budgetLeftOf, objectiveState } from './objectiveState';

const SCRAPE = 15_000;
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 2, 9);

function objective(changes: Partial<Objective> = {}): Objective {
  return {
    id: 'checkout',
    slo: 'checkout',
    displayName: 'Checkout',
    service: 'checkout',
    target: 0.999,
    window: { kind: 'rolling', duration: readDuration('30d')! },
    method: { kind: 'occurrences' },
    indicator: {
      kind: 'ratio',
      counted: 'bad',
      part: { spec: {} },
      total: { spec: {} },
      counter: true,
    },
    conditions: [],
    weight: 1,
    ...changes,
  };
}

const newMeter = (changes: Partial<Objective> = {}) => {
  const given = objective(changes);
  const { step } = new Meter(given, Meter.begin(START, MINUTE));
  return new Meter(given, Meter.begin(START, step));
};

/** Counters as one scrape shows them. */
function scrape(at: number, bad: number | undefined, total: number): Reading {
  const series = (value: number | undefined) => ({
    kind: 'counter' as const,
    series: value === undefined ? [] : [{ key: 'a', samples: [{ at, value }] }],
  });
  return { at, part: series(bad), total: series(total) };
}

/** The same meter after its process was killed: what was written is all there is. */
function restarted(meter: Meter, rows: readonly ClosedStep[]): Meter {
  const state = JSON.parse(JSON.stringify(meter.state()));
  const byEnd = new Map<number, ClosedStep & { seen: number }>();
  for (const row of rows) {
    const known = byEnd.get(row.end) ?? { ...row, bad: 0, total: 0, seen: 1 };
    byEnd.set(row.end, {
      ...known,
      bad: known.bad + row.bad,
      total: known.total + row.total,
    });
  }
  const history = [...byEnd.values()].sort((a, b) => a.end - b.end);
  return new Meter(meter.objective, state, history);
}

describe('a meter', () => {
  const moment = fc.record({
    bad: fc.nat(3),
    good: fc.nat(40),
    missed: fc.constantFrom(0, 0, 0, 1, 9),
    reset: fc.boolean(),
    killed: fc.boolean(),
  });

  it('counts what happened, window by window, through resets, gaps and restarts', () => {
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 60 }), moments => {
        let meter = newMeter();
        let at = START + 7_000;
        const value = { bad: 0, total: 0 };
        const rows: ClosedStep[] = [];
        const events: { at: number; bad: number; total: number }[] = [];
        meter.observe(scrape(at, 0, 0));
        for (const { bad, good, missed, reset, killed } of moments) {
          at += (missed + 1) * SCRAPE;
          const total = bad + good;
          // A restart is seen by a smaller value only.
          const seenAsReset = reset && bad < value.bad && total < value.total;
          value.bad = seenAsReset ? bad : value.bad + bad;
          value.total = seenAsReset ? total : value.total + total;
          events.push({ at, bad, total });
          meter.observe(scrape(at, value.bad, value.total));
          rows.push(...meter.close(Math.floor(at / MINUTE) * MINUTE));
          if (killed) meter = restarted(meter, rows);
          const { verdicts, at: judged } = meter.evaluate();
          for (const { tier, long, short } of verdicts.slice(0, 2)) {
            for (const [window, counts] of [
              [tier.long, long],
              [tier.short, short],
            ] as const) {
              const inside = events.filter(
                e => e.at > judged - window && e.at <= judged,
              );
              expect(counts).toMatchObject({
                bad: inside.reduce((sum, e) => sum + e.bad, 0),
                total: inside.reduce((sum, e) => sum + e.total, 0),
              });
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  /** Scrapes each 15 s, of a service that gets ten requests between two. */
  function drive(
    meter: Meter,
    minutes: number,
    badOf: (minute: number) => number | undefined,
  ) {
    const seen: { minute: number; state: string; burning: boolean }[] = [];
    let bad = 0;
    for (let i = 0; i <= minutes * 4; i++) {
      const at = START + i * SCRAPE;
      bad += badOf(i / 4) ?? 0;
      meter.observe(scrape(at, bad || undefined, i * 10));
      meter.close(at);
      const evaluation = meter.evaluate();
      seen.push({
        minute: i / 4,
        state: objectiveState(evaluation, false),
        burning: evaluation.verdicts.some(({ state }) => state === 'burning'),
      });
    }
    return seen;
  }

  it('has not spent the budget of a month by its first bad minute', () => {
    const meter = newMeter();
    const seen = drive(meter, 1, () => 5);
    expect(seen.at(-1)?.state).toBe('insufficient-evidence');
    const { standing, measured } = meter.evaluate();
    expect(standing).toMatchObject({ sli: 0.5, budgetLeft: -499 });
    expect(budgetLeftOf(standing as Standing, measured)).toBeCloseTo(
      1 - 0.5 / 43.2,
      10,
    );
    // 43.2 minutes of failure are in the budget, and half a one is gone: the rest is by half of everything in 85.4.
    expect(meter.exhaustedIn()! / MINUTE).toBeCloseTo(85.4, 0);
  });

  it('is at 100 % where no error was ever counted, and fires when it was predicted', () => {
    const hour = { kind: 'rolling' as const, duration: readDuration('1h')! };
    const meter = newMeter({ window: hour, target: 0.95 });
    const [first, ...quiet] = drive(meter, 60, () => undefined);
    expect(first.state).toBe('no-data');
    expect(quiet.slice(1).every(({ state }) => state === 'ok')).toBe(true);
    expect(meter.evaluate().standing).toMatchObject({ sli: 1, burnRate: 0 });

    // Half of everything fails from minute 30 on. The pair of 30 s needs 30 %: it has them after 18 s.
    const burning = drive(
      newMeter({ window: hour, target: 0.95 }),
      60,
      minute => (minute > 30 ? 5 : 0),
    ).find(each => each.burning);
    expect(burning?.minute).toBe(30.5);
  });

  it('says when the budget will be gone, from what is left of it', () => {
    const window = { kind: 'rolling' as const, duration: readDuration('1h')! };
    const meter = newMeter({ window, target: 0.9 });
    drive(meter, 60, () => 0);
    expect(meter.exhaustedIn()).toBeUndefined();
    // Everything fails for two minutes: 80 of 2400, and 160 more until a tenth has failed.
    const failing = newMeter({ window, target: 0.9 });
    drive(failing, 62, minute => (minute > 60 ? 10 : 0));
    expect(failing.exhaustedIn()! / MINUTE).toBeCloseTo(4, 0);
  });

  it('counts the first error of a series that was born while somebody looked', () => {
    const meter = newMeter();
    drive(meter, 3, minute => (minute === 2 ? 1 : undefined));
    expect(meter.evaluate().standing).toMatchObject({ bad: 1, total: 120 });
  });

  it('takes good events that were never seen for a mistake, not for a total failure', () => {
    const indicator = { ...objective().indicator, counted: 'good' as const };
    const meter = newMeter({ indicator: indicator as Objective['indicator'] });
    for (let i = 0; i < 8; i++) {
      const { problems } = meter.observe(
        scrape(START + i * SCRAPE, undefined, i * 10),
      );
      expect(problems).toEqual(['good-matches-nothing']);
    }
    meter.close(START + 2 * MINUTE);
    expect(meter.evaluate().standing).toBe('no-data');
  });

  it('does not take a gauge for a counter', () => {
    const meter = newMeter();
    const { part, total, at } = scrape(START, 0, 10);
    const gauge = { ...total!, kind: 'gauge' as const };
    expect(
      meter.observe({ at, part, total: gauge as Reading['total'] }).problems,
    ).toEqual(['not-a-counter']);
  });

  it('says that more bad events than events are inconsistent', () => {
    const meter = newMeter();
    meter.observe(scrape(START, 0, 0));
    meter.observe(scrape(START + SCRAPE, 9, 5));
    meter.close(START + MINUTE);
    expect(objectiveState(meter.evaluate(), false)).toBe('inconsistent');
  });

  it('has no figure of errors among no events, and none that is no number', () => {
    const meter = newMeter();
    const none = (value: unknown): boolean =>
      typeof value === 'object' && value !== null
        ? Object.values(value).some(none)
        : typeof value === 'number' && !Number.isFinite(value);
    for (let i = 0; i < 12; i++) {
      meter.observe(scrape(START + i * SCRAPE, i, 0));
      meter.close(START + i * SCRAPE);
      const evaluation = meter.evaluate();
      expect(none([evaluation, meter.state()])).toBe(false);
      expect(evaluation.standing).not.toHaveProperty('sli');
      expect(evaluation.verdicts.map(({ state }) => state)).not.toContain(
        'burning',
      );
    }
    expect(objectiveState(meter.evaluate(), false)).toBe('inconsistent');
    // What came of it is over with its windows: it says nothing of the month behind it.
    let total = 0;
    for (let i = 12; i < 4 * 60 * 2; i++) {
      total += 1_000;
      meter.observe(scrape(START + i * SCRAPE, 11, total));
      meter.close(START + i * SCRAPE);
    }
    expect(meter.evaluate().standing).toMatchObject({
      bad: 11,
      budgetLeft: expect.any(Number),
    });
  });

  it('judges slices as a whole, and a slice without events not at all', () => {
    const sliced = (kind: 'timeslices' | 'ratio-timeslices') =>
      newMeter({
        target: 0.9,
        method:
          kind === 'timeslices'
            ? { kind, slice: 5 * MINUTE, sliceTarget: 0.95 }
            : { kind, slice: 5 * MINUTE },
      });
    const standing = (kind: 'timeslices' | 'ratio-timeslices') => {
      const meter = sliced(kind);
      let total = 0;
      let bad = 0;
      for (let i = 0; i <= 100; i++) {
        const minute = i / 4;
        // Ten minutes without a request; in the first slice a tenth fails, in the last a hundredth.
        if (minute <= 5 || minute > 15) total += 100;
        if (minute > 0 && minute <= 5) bad += 10;
        if (minute > 20) bad += 1;
        meter.observe(scrape(START + i * SCRAPE, bad, total));
        meter.close(START + i * SCRAPE);
      }
      return meter.evaluate().standing;
    };
    expect(standing('timeslices')).toMatchObject({ bad: 1, total: 3 });
    expect(standing('ratio-timeslices')).toMatchObject({
      bad: expect.closeTo(0.11, 10),
      total: 3,
    });
  });

  it('keeps its figures through hours without a request, and is not spoiled by a scrape that contradicts itself', () => {
    const meter = newMeter();
    let [at, bad, total] = [START, 0, 0];
    const run = (scrapes: number, badBy: number, totalBy: number) => {
      for (let i = 0; i < scrapes; i++) {
        at += SCRAPE;
        bad += badBy;
        total += totalBy;
        meter.observe(scrape(at, bad, total));
        meter.close(at);
      }
      return meter.evaluate();
    };
    run(1, 0, 0);
    run(1, 2, 10);
    // Up to the end of a step.
    const before = run(602, 0, 10);
    const quiet = run(4 * 4 * 60, 0, 0);
    expect(quiet.standing).toEqual(before.standing);
    expect(objectiveState(quiet, false)).toBe('ok');

    run(20, 0, 10);
    const odd = run(4, 90, 10);
    expect(objectiveState(odd, false)).toBe('inconsistent');
    const after = run(4 * 60 * 8, 0, 10);
    expect(after.standing).toMatchObject({ bad: bad, total: total });
    expect(after.verdicts.map(({ state }) => state)).not.toContain(
      'inconsistent',
    );
  });

  it('begins a calendar period anew, in its own zone', () => {
    const meter = newMeter({
      window: {
        kind: 'calendar',
        duration: readDuration('1d')!,
        start: '2026-11-01T00:00:00',
        // Half an hour beside everybody else: 09:30 UTC is midnight in Lord Howe only by chance.
        timeZone: 'Pacific/Marquesas',
      },
    });
    const drivenTo = (first: number, last: number) => {
      for (let i = first; i <= last; i++) {
        const at = START + i * SCRAPE;
        meter.observe(scrape(at, 0, i * 10));
        meter.close(at);
      }
      return meter.evaluate().standing;
    };
    const midnight = (30 * MINUTE) / SCRAPE;
    expect(drivenTo(0, midnight)).toMatchObject({ total: 1200 });
    expect(drivenTo(midnight + 1, midnight + 40)).toMatchObject({ total: 400 });
  });

  it('adds late counts to the steps they belong to', () => {
    const meter = newMeter();
    const counts = (at: number, bad: number, total: number): Reading => ({
      at,
      part: { kind: 'counts', counts: [{ at, value: bad }] },
      total: { kind: 'counts', counts: [{ at, value: total }] },
    });
    meter.observe(counts(START + MINUTE, 0, 10));
    meter.observe(counts(START + 3 * MINUTE, 0, 10));
    const rows = meter.close(START + 3 * MINUTE);
    const { late } = meter.observe(counts(START + 2 * MINUTE, 3, 10));
    expect(late).toEqual([
      { end: START + 2 * MINUTE, bad: 3, total: 10, late: true },
    ]);
    for (const each of [meter, restarted(meter, [...rows, ...late])]) {
      expect(each.evaluate().verdicts[0].short).toMatchObject({
        bad: 3,
        total: 30,
      });
    }
  });
});

describe('silence', () => {
  it.each([
    // A tenth of 43.2 min is gone after 4.3 min, and five steps of a minute is the least.
    [0.999, '30d', 5 * MINUTE],
    [0.99, '30d', 43.2 * MINUTE],
    [0.95, '30d', 60 * MINUTE],
    [0.95, '1h', 75_000],
  ])('at %p over %s is told after %p ms', (target, duration, allowed) => {
    const given = objective({
      target,
      window: { kind: 'rolling', duration: readDuration(duration)! },
    });
    expect(silenceAllowed(given)).toBe(allowed);
    const state = (after: number) =>
      judgeSilence(given, START, START + after).state;
    expect([state(allowed), state(allowed + 1)]).toEqual(['quiet', 'burning']);
  });
});
