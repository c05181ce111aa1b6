import fc from 'fast-check';
import { readBound, upTo } from './buckets';
import { BRIDGED_GAP, CounterSteps } from './counterSteps';

const SCRAPE = 15_000;

describe('a counter', () => {
  it('adds up to what happened, through resets and gaps', () => {
    const moment = fc.record({
      events: fc.nat(50),
      restart: fc.boolean(),
      missed: fc.nat(39),
    });
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1 }), moments => {
        const steps = new CounterSteps();
        let at = 0;
        let value = 0;
        let happened = 0;
        let counted = 0;
        steps.push({ at, value: 0 });
        for (const { events, restart, missed } of moments) {
          at += (missed + 1) * SCRAPE;
          // A restarted counter shows that it was only by being smaller.
          const before = value;
          value = restart
            ? Math.min(events, Math.max(0, before - 1))
            : before + events;
          happened += restart && before > 0 ? value : value - before;
          const step = steps.push({ at, value });
          if (typeof step === 'string') throw new Error(step);
          counted += step.increase;
        }
        expect(counted).toBe(happened);
      }),
    );
  });

  it('says nothing by its first sample, unless it was born while somebody looked', () => {
    expect(new CounterSteps().push({ at: 0, value: 7 })).toEqual({
      at: 0,
      increase: 0,
    });
    expect(new CounterSteps().push({ at: 0, value: 7 }, true)).toEqual({
      at: 0,
      increase: 7,
    });
    const after = { at: BRIDGED_GAP + 1, value: 8 };
    const unseen = new CounterSteps({ at: 0, value: 7 });
    expect(unseen.push(after)).toEqual({ at: after.at, increase: 0 });
    const gone = new CounterSteps({ at: 0, value: 7 });
    expect(gone.push(after, true)).toEqual({ at: after.at, increase: 8 });
  });

  it('begins anew after ten minutes of silence', () => {
    const steps = new CounterSteps();
    steps.push({ at: 0, value: 100 });
    expect(steps.push({ at: BRIDGED_GAP, value: 130 })).toMatchObject({
      increase: 30,
    });
    expect(steps.push({ at: 2 * BRIDGED_GAP + 1, value: 190 })).toMatchObject({
      increase: 0,
    });
  });

  it('takes nothing that is no count, late or twice, and goes on after it', () => {
    const steps = new CounterSteps();
    steps.push({ at: SCRAPE, value: 10 });
    expect(steps.push({ at: 2 * SCRAPE, value: NaN })).toBe('stale');
    expect(steps.push({ at: 2 * SCRAPE, value: -1 })).toBe('not-a-count');
    expect(steps.push({ at: 2 * SCRAPE, value: Infinity })).toBe('not-a-count');
    expect(steps.push({ at: 0, value: 11 })).toBe('out-of-order');
    expect(steps.push({ at: SCRAPE, value: 11 })).toBe('duplicate');
    expect(steps.push({ at: 3 * SCRAPE, value: 12 })).toEqual({
      at: 3 * SCRAPE,
      increase: 2,
    });
  });
});

describe('buckets', () => {
  const buckets = [
    { le: '0.1', count: 60 },
    { le: '0.30', count: 90 },
    { le: '1.0', count: 99 },
    { le: '+Inf', count: 100 },
  ];

  it('are found by number, however their edges are written', () => {
    expect(upTo(buckets, 0.3)).toEqual({ good: 90, total: 100 });
    expect(upTo(buckets, 1)).toEqual({ good: 99, total: 100 });
    expect(readBound('1e0')).toBe(1);
    expect(readBound('fast')).toBeUndefined();
  });

  it('refuse what is not counted exactly', () => {
    expect(upTo(buckets, 0.25)).toEqual({
      kind: 'not-an-edge',
      edges: [0.1, 0.3, 1],
    });
    expect(upTo(buckets.slice(0, 3), 0.3)).toEqual({ kind: 'no-infinity' });
    expect(upTo([...buckets, { le: '1', count: 3 }], 1)).toEqual({
      kind: 'twice',
      le: '1',
    });
    expect(upTo([{ le: 'NaN', count: 1 }], 1)).toEqual({
      kind: 'not-a-bound',
      le: 'NaN',
    });
    expect(upTo([...buckets, { le: '2', count: 98 }], 1)).toEqual({
      kind: 'falling',
      le: '2',
    });
  });
});
