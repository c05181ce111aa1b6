import fc from 'fast-check';
import { MetricReading } from '../series';
import { followFaults, SeenFault } from './followFaults';

const gauge = (
  series: Record<string, [at: number, value: number][]>,
): MetricReading => ({
  kind: 'gauge',
  series: Object.entries(series).map(([key, samples]) => ({
    key,
    samples: samples.map(([at, value]) => ({ at, value })),
  })),
});
const labels = (...pairs: [string, string][]) => JSON.stringify(pairs);
const latency = labels(['instance', 'a:80'], ['kind', 'latency']);

describe('faults that a service says are on', () => {
  it('began when they were first seen, and ended when they were not any more', () => {
    expect(followFaults([], gauge({ [latency]: [[10, 0]] }), 10)).toEqual([]);
    const [begun] = followFaults([], gauge({ [latency]: [[20, 2]] }), 20);
    expect(begun).toEqual({ fault: 'latency', from: 20, seenAt: 20 });
    const [on] = followFaults([begun], gauge({ [latency]: [[30, 1]] }), 30);
    expect(on).toEqual({ fault: 'latency', from: 20, seenAt: 30 });
    expect(followFaults([on], gauge({ [latency]: [[40, 0]] }), 40)).toEqual([
      { fault: 'latency', from: 20, seenAt: 30, to: 40 },
    ]);
    // Its series may be gone with it.
    expect(followFaults([on], gauge({}), 40)).toEqual([
      { fault: 'latency', from: 20, seenAt: 30, to: 40 },
    ]);
  });

  it('are one fault in all instances, and have a name whatever their labels', () => {
    const two = gauge({
      [latency]: [[10, 0]],
      [labels(['instance', 'b:80'], ['kind', 'latency'])]: [[10, 1]],
      [labels(['job', 'shop'], ['zone', 'eu"1'], ['what', 'disk'])]: [[10, 1]],
      [labels()]: [[10, 1]],
      'no labels': [[10, 1]],
    });
    expect(followFaults([], two, 10).map(({ fault }) => fault)).toEqual([
      'latency',
      'zone eu"1, what disk',
      'fault',
    ]);
    expect(followFaults([], { kind: 'counts', counts: [] }, 10)).toEqual([]);
  });

  it('cover exactly the times at which they were seen to be on, however they are read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ on: fc.boolean(), read: fc.boolean() }), {
          maxLength: 40,
        }),
        moments => {
          const done: SeenFault[] = [];
          let open: SeenFault[] = [];
          let unread: [number, number][] = [];
          moments.forEach(({ on, read }, i) => {
            unread.push([i, on ? 1 : 0]);
            if (!read && i < moments.length - 1) return;
            const found = followFaults(open, gauge({ [latency]: unread }), i);
            done.push(...found.filter(({ to }) => to !== undefined));
            const [still] = found.filter(({ to }) => to === undefined);
            if (found.length > 0) open = still ? [still] : [];
            unread = [];
          });
          const covered = moments.map((_, i) =>
            [...done, ...open].some(
              ({ from, to = Infinity }) => from <= i && i < to,
            ),
          );
          expect(covered).toEqual(moments.map(({ on }) => on));
        },
      ),
    );
  });
});
