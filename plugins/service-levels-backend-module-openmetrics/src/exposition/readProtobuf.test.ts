import {
  MetricReading,
  readSelector,
} from '@countersign/plugin-service-levels-common';
import fc from 'fast-check';
import {
  double,
  nativeOf,
  nested,
  pageOf,
  ProtoField,
  signed,
  text,
  whole,
} from '../__testUtils__/protobuf';
import { readProtobuf } from './readProtobuf';
import { selectMetric } from './selectMetric';

const NOW = Date.UTC(2026, 10, 2, 9);
const HISTOGRAM = 4;

function ask(page: Uint8Array, query: string) {
  const selector = readSelector(query);
  if (typeof selector === 'string') throw new Error(selector);
  const exposition = readProtobuf(page, new Set([selector.metric]));
  return selectMetric(selector, exposition, { at: NOW, openMetrics: false });
}
const values = (reading: MetricReading | { problem: string }) =>
  'series' in reading
    ? reading.series.flatMap(({ samples }) => samples.map(s => s.value))
    : reading;

const label = (name: string, value: string) =>
  nested(1, text(1, name), text(2, value));
const family = (name: string, type: number, ...metrics: ProtoField[]) => [
  text(1, name),
  text(2, 'What it is'),
  whole(3, type),
  ...metrics,
];
const histogramOf = (fields: ProtoField[], path = '/') =>
  nested(4, label('path', path), nested(7, ...fields));

describe('a page as Protocol Buffers', () => {
  it('has counters, gauges and classic histograms as the text format has them', () => {
    const bucket = (le: number, count: number) =>
      nested(3, whole(1, count), double(2, le));
    const page = pageOf(
      family(
        'r_total',
        0,
        nested(4, label('code', '5"00'), nested(3, double(1, 7))),
        nested(
          4,
          label('code', '200'),
          nested(3, double(1, 9)),
          whole(6, NOW - 5_000),
        ),
      ),
      family('g', 1, nested(4, nested(2, double(1, 1.5)))),
      family(
        'd_seconds',
        HISTOGRAM,
        // The bucket of all may be left out.
        histogramOf([whole(1, 6), double(2, 2.5), bucket(0.3, 4)]),
      ),
    );
    expect(values(ask(page, 'r_total'))).toEqual([7, 9]);
    expect(ask(page, 'r_total{code="200"}')).toMatchObject({
      series: [{ samples: [{ at: NOW - 5_000, value: 9 }] }],
    });
    expect(ask(page, 'g')).toMatchObject({ kind: 'gauge' });
    expect(values(ask(page, 'd_seconds_bucket{le="0.3"}'))).toEqual([4]);
    expect(values(ask(page, 'd_seconds_bucket{le="+Inf"}'))).toEqual([6]);
    expect(values(ask(page, 'd_seconds_count'))).toEqual([6]);
    expect(ask(page, 'd_seconds_bucket{le="0.4"}')).toEqual({
      problem: expect.stringContaining('edges are 0.3'),
    });
  });

  it('counts up to each edge of a native histogram what was observed up to it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -4, max: 40, noNaN: true }), {
          maxLength: 60,
        }),
        fc.integer({ min: -2, max: 5 }),
        fc.integer({ min: -60, max: 60 }),
        (observations, schema, index) => {
          const bound = 2 ** (index / 2 ** schema);
          fc.pre(bound > 2 ** -19 && bound < 2 ** 20);
          // What lies just beside the edge is on either side by rounding.
          const clear = observations.filter(
            value => Math.abs(value - bound) > bound * 1e-9,
          );
          const page = pageOf(
            family('d', HISTOGRAM, histogramOf(nativeOf(clear, { schema }))),
          );
          expect(values(ask(page, `d_bucket{le="${bound}"}`))).toEqual([
            clear.filter(value => value <= bound).length,
          ]);
          expect(values(ask(page, 'd_bucket{le="+Inf"}'))).toEqual([
            clear.length,
          ]);
        },
      ),
    );
  });

  it('adds up what several have, and names the nearest edges where a bound is none', () => {
    const page = pageOf(
      family(
        'd',
        HISTOGRAM,
        histogramOf(nativeOf([0.1, 0.2, 0.4, 3], { schema: 3 })),
        histogramOf(nativeOf([0.2, 0.6], { schema: 3 }), '/b'),
      ),
    );
    expect(values(ask(page, 'd_bucket{le="0.5"}'))).toEqual([3, 1]);
    expect(values(ask(page, 'd_bucket{path="/b",le="0.50"}'))).toEqual([1]);
    expect(ask(page, 'd_bucket{le="0.3"}')).toEqual({
      problem:
        'd_bucket{le="0.3"}: 0.3 is no edge of the native histogram, whose nearest are 0.29730177875068026 and 0.3242098886627524',
    });
    expect(values(ask(page, 'd_bucket{le="0.29730177875068026"}'))).toEqual([
      2, 1,
    ]);
  });

  it.each([
    [nativeOf([1], { schema: 3, zeroThreshold: 0.5 }), '0.25', 'ends at 0.5'],
    [[...nativeOf([1], { schema: 3 }), signed(5, -53)], '0.5', 'schema -53'],
    [[...nativeOf([1, 2], { schema: 3 }), whole(1, 1)], '0.5', 'than in all'],
  ])('says what is wrong with a native histogram', (fields, le, said) => {
    const page = pageOf(family('d', HISTOGRAM, histogramOf(fields)));
    expect(ask(page, `d_bucket{le="${le}"}`)).toEqual({
      problem: expect.stringContaining(said),
    });
  });

  it('is refused as a whole where any of it is missing', () => {
    const page = pageOf(
      family('r', 0, nested(4, nested(3, double(1, 7)))),
      family('d', HISTOGRAM, histogramOf(nativeOf([1, 2], { schema: 1 }))),
    );
    const [first] = [
      pageOf(family('r', 0, nested(4, nested(3, double(1, 7))))),
    ];
    for (let length = 1; length < page.length; length++) {
      if (length === first.length) continue;
      expect(() => ask(page.subarray(0, length), 'r')).toThrow(
        'part of it is missing',
      );
    }
    expect(() => ask(new TextEncoder().encode('r 1\n'), 'r')).toThrow('page');
  });
});
