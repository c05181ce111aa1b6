import {
  ClosedStep,
  composedReading,
  Evaluation,
  judgeSilence,
  MetricReading,
  objectiveState,
  PairVerdict,
  Reading,
  ReadingProblem,
  standingOf,
} from '@countersign/plugin-service-levels-common';
import {
  MetricQuery,
  MetricUse,
  SourceReading,
} from '@countersign/plugin-service-levels-node';
import { faultSpec, metricsOf } from '../definitions/Measurements';
import { BucketRow } from '../database/BucketStore';
import { EvaluatedObjective } from '../database/ObjectiveStore';
import { FaultReading } from '../faults/FaultWatch';
import { MeterSnapshot } from '../database/SnapshotStore';
import { CachedMeter } from './MeterCache';
import { dueSnapshot } from './snapshots';

/** What one evaluation of one objective came to. */
export interface Outcome {
  cached: CachedMeter;
  row: EvaluatedObjective;
  buckets: BucketRow[];
  /** Ends of steps that were closed before, and got something late. */
  late: number[];
  snapshot: MeterSnapshot | undefined;
  /** From where coarser steps have to be summed up anew. */
  changedFrom: number;
  closedTo: number;
  evaluation: Evaluation;
  silence: PairVerdict;
  /** The steps that ended with it, and whether anything was read for them. */
  closed: readonly ClosedStep[];
  heard: boolean;
  exhaustedIn: number | undefined;
}

const problemWords: Record<ReadingProblem, string> = {
  'too-many-series':
    'The metric has more than 1,000 series: select fewer by its labels',
  'good-matches-nothing':
    'No series of the good events was ever seen: is the selector right?',
  'not-a-counter':
    'The metric is a gauge and not a counter: say counter: false, or select another',
  'not-a-ratio': 'A value of the ratio is not from 0 to 1, and is not counted',
  late: 'Events came after their time slice was judged, and are not counted',
  'out-of-order':
    'Samples came out of order, and the older ones are not counted',
  duplicate: 'A sample came twice, and is counted once',
  'not-a-count':
    'A counter was negative or infinite, and that value is not counted',
};

/** The metrics that objectives ask for, each once. */
export function queriesOf(meters: readonly CachedMeter[]): MetricQuery[] {
  const queries = new Map<string, MetricQuery & { uses: MetricUse[] }>();
  for (const { meter } of meters) {
    const { id, indicator, composite, faults } = meter.objective;
    // Its parts ask by themselves.
    if (composite) continue;
    const { part, total } = metricsOf(meter.objective);
    const role = indicator.kind === 'ratio' ? indicator.counted : 'value';
    const counter = indicator.kind === 'ratio' && indicator.counter;
    const ask = (
      { spec }: { spec: Record<string, unknown> },
      use: MetricUse,
    ) => {
      const key = keyOf(spec);
      const known = queries.get(key);
      const uses = known?.uses ?? [];
      uses.push(use);
      const readTo = earlier(known?.readTo, meter.heardAt);
      queries.set(key, { key, spec, readTo, uses });
    };
    ask(part, { objective: id, role, counter });
    if (total) ask(total, { objective: id, role: 'total', counter });
    if (faults !== undefined) {
      ask(
        { spec: faultSpec(faults) },
        { objective: id, role: 'value', counter: false },
      );
    }
  }
  return [...queries.values()];
}

function earlier(a: number | undefined, b: number | undefined) {
  return a === undefined || b === undefined ? a ?? b : Math.min(a, b);
}

/** By which the reading of a metric is found. */
export function keyOf(spec: Record<string, unknown>): string {
  return JSON.stringify(spec);
}

/** What was read of the faults that are switched on; nothing of what could not be read. */
export function faultsIn(
  source: string,
  meters: readonly CachedMeter[],
  { at, metrics }: SourceReading,
): FaultReading[] {
  return meters.flatMap(({ meter, info: { component } }) => {
    const { faults } = meter.objective;
    if (faults === undefined) return [];
    const key = keyOf(faultSpec(faults));
    const reading = metrics.get(key);
    return reading && !('problem' in reading)
      ? [{ component, metric: `${source} ${key}`, reading, at }]
      : [];
  });
}

/** Takes what was read of objectives, and then those that others make up. */
export function evaluateAll(
  meters: readonly CachedMeter[],
  read: SourceReading | { trouble: string },
  now: number,
): Outcome[] {
  const outcomes = new Map<string, Outcome>();
  const [composites, measured] = partition(meters);
  for (const cached of measured) {
    outcomes.set(
      cached.info.id,
      evaluate(cached, readingOf(cached, read), now),
    );
  }
  for (const cached of composites) {
    const reading = compositeReading(cached, outcomes, now);
    outcomes.set(cached.info.id, evaluate(cached, reading, now));
  }
  return [...outcomes.values()];
}

function partition(meters: readonly CachedMeter[]) {
  const isComposite = ({ meter }: CachedMeter) =>
    meter.objective.composite !== undefined;
  return [
    meters.filter(isComposite),
    meters.filter(cached => !isComposite(cached)),
  ];
}

/** What the steps of its parts, which were closed a moment ago, make. */
function compositeReading(
  { meter }: CachedMeter,
  outcomes: ReadonlyMap<string, Outcome>,
  now: number,
): Reading | { problem: string } {
  const { composite } = meter.objective;
  const parts = (composite?.parts ?? []).map(({ objective, weight }) => ({
    weight,
    outcome: outcomes.get(objective),
  }));
  const silent = parts.find(({ outcome }) => outcome?.heard !== true);
  if (!composite || silent) {
    return { problem: 'A part of it is not measured' };
  }
  return composedReading(
    now,
    composite.kind,
    parts.map(({ weight, outcome }) => ({ weight, steps: outcome!.closed })),
  );
}

/** Takes what was read of an objective, if anything was, closes its steps and judges it. */
function evaluate(
  cached: CachedMeter,
  reading: Reading | { problem: string },
  now: number,
): Outcome {
  const { meter, info } = cached;
  const { step } = meter;
  const from = meter.closedTo;
  const seen =
    'problem' in reading ? { problems: [], late: [] } : meter.observe(reading);
  const closed = meter.close(Math.floor(now / step) * step);
  const steps = [
    ...closed,
    // Older than that the finest steps are gone: a sum that lacks them would replace the right one.
    ...seen.late.filter(({ end }) => end > from - info.fineReach),
  ];
  const evaluation = meter.evaluate();
  const { metricAt } = meter;
  const silence = judgeSilence(
    meter.objective,
    metricAt ?? info.definedAt,
    now,
  );
  const { standing, verdicts } = evaluation;
  const figure =
    typeof standing === 'string'
      ? null
      : { ...standing, measured: evaluation.measured };
  const state = objectiveState(evaluation, silence.state === 'burning');
  const exhaustedIn =
    state === 'burning' ||
    state === 'exhausted' ||
    spendsTooFast(meter, verdicts)
      ? meter.exhaustedIn()
      : undefined;
  const [problem] = seen.problems;
  return {
    cached,
    evaluation,
    silence,
    closed,
    heard: !('problem' in reading),
    exhaustedIn,
    changedFrom: Math.min(from, ...steps.map(({ end }) => end - step)),
    closedTo: meter.closedTo,
    late: seen.late.map(({ end }) => end),
    snapshot: dueSnapshot(info, meter, from),
    buckets: steps.map(each => bucketOf(each, info.measurement, step)),
    row: {
      id: info.id,
      seq: info.seq,
      version: info.version,
      meter: meter.state(),
      state,
      standing: figure,
      verdicts: verdicts.map(verdict => ({
        state: verdict.state,
        long: countsOf(verdict.long),
        short: countsOf(verdict.short),
      })),
      budgetLeft: figure?.budgetLeft ?? null,
      exhaustedIn: exhaustedIn ?? null,
      problem:
        'problem' in reading
          ? reading.problem
          : (problem && problemWords[problem]) ?? null,
      evaluatedAt: new Date(evaluation.at).toISOString(),
      heardAt: metricAt === undefined ? null : new Date(metricAt).toISOString(),
    },
  };
}

/** Whether more of the budget goes now than the target allows: any slower, it lasts. */
function spendsTooFast(
  { objective }: CachedMeter['meter'],
  [fastest]: readonly PairVerdict[],
): boolean {
  if (!fastest) return false;
  const recent = standingOf(fastest.long, objective.target);
  return typeof recent !== 'string' && recent.burnRate > 1;
}

function countsOf({ bad, total }: { bad: number; total: number }) {
  return { bad, total };
}

function bucketOf(
  { end, bad, total }: ClosedStep,
  measurement: string,
  step: number,
): BucketRow {
  return {
    measurement,
    width: step / 1000,
    endsAt: new Date(end).toISOString(),
    bad,
    total,
  };
}

function readingOf(
  { meter }: CachedMeter,
  read: SourceReading | { trouble: string },
): Reading | { problem: string } {
  if ('trouble' in read) return { problem: read.trouble };
  const found = (spec: Record<string, unknown>) =>
    read.metrics.get(keyOf(spec)) ?? {
      problem: 'The source says nothing of this metric',
    };
  const metrics = metricsOf(meter.objective);
  const part = found(metrics.part.spec);
  if ('problem' in part) return part;
  const total: MetricReading | { problem: string } | undefined =
    metrics.total && found(metrics.total.spec);
  if (total && 'problem' in total) return total;
  const own = (metric: MetricReading) => unreadOf(metric, meter.heardAt);
  return {
    at: read.at,
    part: own(part),
    ...(total && { total: own(total) }),
  };
}

/** Another objective may have asked for the same metric from further back. */
function unreadOf(
  metric: MetricReading,
  readTo: number | undefined,
): MetricReading {
  const isNew = ({ at }: { at: number }) => readTo === undefined || at > readTo;
  switch (metric.kind) {
    case 'counts':
      return { ...metric, counts: metric.counts.filter(isNew) };
    case 'gauge':
      return {
        ...metric,
        series: metric.series.map(({ key, samples }) => ({
          key,
          samples: samples.filter(isNew),
        })),
      };
    default:
      // A counter knows by itself which samples it has had.
      return metric;
  }
}
