import {
  LabelMatcher,
  MetricReading,
  readBound,
  Selector,
  selectorText,
  SeriesSamples,
  upTo,
} from '@countersign/plugin-service-levels-common';
import { RE2JS } from 're2js';
import { NativeProblem, nativeUpTo } from './nativeHistogram';
import { familyOf } from './readProtobuf';
import { Exposition } from './readExposition';
import { ExposedSample } from './readSample';

/** Whether labels are as a selector wants them; the regular expressions take linear time whatever they are. */
export type Matches = (labels: Record<string, string>) => boolean;

/** A time that a service states for its own sample is believed so far beside ours. */
const CLOCKS_APART_MS = 600_000;

/**
 * @throws Error when a regular expression is none
 */
export function matcherOf(matchers: readonly LabelMatcher[]): Matches {
  const tests = matchers.map(({ label, op, value }) => {
    const holds = comparison(label, op, value);
    return (labels: Record<string, string>) => holds(labels[label] ?? '');
  });
  return labels => tests.every(test => test(labels));
}

function comparison(
  label: string,
  op: LabelMatcher['op'],
  value: string,
): (given: string) => boolean {
  if (op === '=~' || op === '!~') {
    const pattern = RE2JS.compile(value, RE2JS.DOTALL);
    return given => pattern.matches(given) === (op === '=~');
  }
  const bound = label === 'le' ? readBound(value) : undefined;
  // 1, 1.0 and 1e0 are one bound.
  return bound === undefined
    ? given => (given === value) === (op === '=')
    : given => (readBound(given) === bound) === (op === '=');
}

/**
 * The series that a selector means, or why they cannot be read. Of a histogram up to a bound each histogram has to have
 * that bound as an edge.
 */
export function selectMetric(
  selector: Selector,
  { samples, types, natives }: Exposition,
  options: { at: number; openMetrics: boolean },
): MetricReading | { problem: string } {
  const { metric, matchers } = selector;
  const all = samples.get(metric) ?? [];
  const bound = boundOf(selector);
  const found =
    bound === undefined
      ? all.filter(({ labels }) => matcherOf(matchers)(labels))
      : withNatives(selector, bound, natives, upToBound(all, matchers, bound));
  if ('problem' in found) {
    return { problem: `${selectorText(selector)}: ${found.problem}` };
  }
  const series = new Map<string, SeriesSamples>();
  for (const sample of found) {
    const key = keyOf(sample.labels);
    if (series.has(key)) {
      return {
        problem: `${selectorText(
          selector,
        )}: the page has the same series twice`,
      };
    }
    const at = timeOf(sample, options);
    if (at === undefined) continue;
    series.set(key, { key, samples: [{ at, value: sample.value }] });
  }
  const isGauge = types.get(metric) === 'gauge';
  return { kind: isGauge ? 'gauge' : 'counter', series: [...series.values()] };
}

function boundOf({ metric, matchers }: Selector): number | undefined {
  if (!metric.endsWith('_bucket')) return undefined;
  const le = matchers.find(({ label, op }) => label === 'le' && op === '=');
  return le && readBound(le.value);
}

function upToBound(
  all: readonly ExposedSample[],
  matchers: readonly LabelMatcher[],
  bound: number,
): ExposedSample[] | { problem: string } {
  const matches = matcherOf(matchers.filter(({ label }) => label !== 'le'));
  const histograms = new Map<string, ExposedSample[]>();
  for (const sample of all) {
    if (!matches(sample.labels)) continue;
    const { le, ...labels } = sample.labels;
    const key = keyOf(labels);
    histograms.set(key, [...(histograms.get(key) ?? []), sample]);
  }
  const found: ExposedSample[] = [];
  for (const buckets of histograms.values()) {
    const counts = buckets.map(({ labels, value }) => ({
      le: labels.le ?? '',
      count: value,
    }));
    const result = upTo(counts, bound);
    if ('kind' in result) return { problem: words(result, bound) };
    // With the bound as it is spelled: a service that spells it otherwise is another process, which counts from 0.
    found.push(
      ...buckets.filter(({ labels }) => readBound(labels.le ?? '') === bound),
    );
  }
  return found;
}

/** Of a histogram that has no buckets with bounds, what it counted up to one as a native histogram. */
function withNatives(
  { metric, matchers }: Selector,
  bound: number,
  natives: Exposition['natives'],
  classic: ExposedSample[] | { problem: string },
): ExposedSample[] | { problem: string } {
  if ('problem' in classic || !natives) return classic;
  const matches = matcherOf(matchers.filter(({ label }) => label !== 'le'));
  const found = [...classic];
  for (const { labels, native, isClassic, timestamp } of natives.get(
    familyOf(metric),
  ) ?? []) {
    if (isClassic || !matches(labels)) continue;
    const value = nativeUpTo(native, bound);
    if (typeof value !== 'number') {
      return { problem: nativeWords(value, bound) };
    }
    found.push({ name: metric, labels, value, timestamp });
  }
  return found;
}

function nativeWords(problem: NativeProblem, bound: number): string {
  switch (problem.kind) {
    case 'not-an-edge':
      return `${bound} is no edge of the native histogram, whose nearest are ${problem.nearest.join(
        ' and ',
      )}`;
    case 'within-zero':
      return `${bound} lies within the bucket of the native histogram around zero, which ends at ${problem.threshold}`;
    case 'schema':
      return `the native histogram has the schema ${problem.schema}, and those from -4 to 8 can be read`;
    default:
      return 'the native histogram has more in its buckets than in all';
  }
}

function words(
  problem: Exclude<ReturnType<typeof upTo>, { good: number }>,
  bound: number,
): string {
  switch (problem.kind) {
    case 'not-an-edge':
      return `${bound} is no edge of the histogram, whose edges are ${problem.edges.join(
        ', ',
      )}`;
    case 'no-infinity':
      return 'the histogram has no bucket +Inf, so nobody knows how many there were';
    case 'not-a-bound':
      return 'a bucket has no number as its bound';
    case 'twice':
      return `the histogram has the bucket ${problem.le} twice`;
    default:
      return `the histogram counts less up to ${problem.le} than up to the edge below`;
  }
}

/** The same for the same labels in any order. */
function keyOf(labels: Record<string, string>): string {
  return JSON.stringify(
    Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function timeOf(
  { timestamp }: ExposedSample,
  { at, openMetrics }: { at: number; openMetrics: boolean },
): number | undefined {
  if (timestamp === undefined) return at;
  const stated = openMetrics ? timestamp * 1000 : timestamp;
  return Math.abs(stated - at) <= CLOCKS_APART_MS ? stated : undefined;
}
