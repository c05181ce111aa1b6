import { countedShare, Counts, LEAST_SHARE } from '../arithmetic';
import { Objective } from '../openslo';
import {
  BRIDGED_GAP,
  CounterSteps,
  MetricReading,
  Reading,
  Sample,
} from '../series';

/** More series of one metric than anybody has a use for: whoever selects so many has left out a label. */
export const MOST_SERIES = 1_000;

/** What a metric is to an objective: what is counted, or what it is counted among. */
export type Role = 'part' | 'total';

/** What keeps a reading, or some of it, from being counted. */
export type ReadingProblem =
  | 'too-many-series'
  | 'good-matches-nothing'
  | 'not-a-counter'
  | 'not-a-ratio'
  | 'late'
  | 'out-of-order'
  | 'duplicate'
  | 'not-a-count';

/** What is remembered of readings. All of it is JSON. */
export interface CountingState {
  /** Whether the good events were ever seen, for a ratio of them. */
  partSeen?: boolean;
  /** The last sample of each series, by metric. */
  series: Record<Role, Record<string, [at: number, value: number]>>;
}

/** Events of a step before they are good or bad. */
export interface PartOfTotal {
  part: number;
  total: number;
}

/** Turns readings of an objective into events, by the ends of the steps that they lie in. */
export class EventCounter {
  readonly #objective: Objective;
  readonly #step: number;
  readonly #series: Record<Role, Map<string, CounterSteps>>;
  #partSeen: boolean;

  /** @param step - Milliseconds. */
  constructor(objective: Objective, step: number, state: CountingState) {
    this.#objective = objective;
    this.#step = step;
    this.#series = {
      part: countersOf(state.series.part),
      total: countersOf(state.series.total),
    };
    this.#partSeen = state.partSeen ?? false;
  }

  state(): Required<CountingState> {
    return {
      partSeen: this.#partSeen,
      series: {
        part: samplesOf(this.#series.part),
        total: samplesOf(this.#series.total),
      },
    };
  }

  /** Whether a reading has what is counted: a metric that is not there yet measures nothing. */
  isMeasuredBy({ part, total }: Reading): boolean {
    const { indicator } = this.#objective;
    if (indicator.kind !== 'ratio') return hasSeries(part);
    const isKnown = indicator.counted === 'bad' || this.#partSeen;
    return isKnown && total !== undefined && hasSeries(total);
  }

  /** What of it is bad. */
  countsOf({ part, total }: PartOfTotal): Counts {
    const { indicator } = this.#objective;
    const isGood = indicator.kind === 'ratio' && indicator.counted === 'good';
    return { bad: isGood ? total - part : part, total };
  }

  /** @param heardAt - When the source was read before. */
  eventsOf(
    reading: Reading,
    heardAt: number | undefined,
    note: (problem: ReadingProblem) => void,
  ): Map<number, PartOfTotal> {
    const { indicator } = this.#objective;
    const born = heardAt !== undefined && reading.at - heardAt <= BRIDGED_GAP;
    const events = new Map<number, PartOfTotal>();
    const add = (role: Role, at: number, value: number) => {
      const end = Math.ceil(at / this.#step) * this.#step;
      const known = events.get(end) ?? { part: 0, total: 0 };
      events.set(end, { ...known, [role]: known[role] + value });
    };
    if (indicator.kind !== 'ratio') {
      for (const { at, value } of valuesOf(reading.part)) {
        const bad = badnessOf(indicator, value);
        if (bad === undefined) note('not-a-ratio');
        else {
          add('part', at, bad);
          add('total', at, 1);
        }
      }
      return events;
    }
    const read = (role: Role, metric: MetricReading | undefined) => {
      if (!metric) return;
      if (metric.kind === 'gauge' && indicator.counter) {
        note('not-a-counter');
        return;
      }
      const counter = metric.kind === 'counter' && indicator.counter;
      if (metric.kind === 'counter' && metric.series.length > MOST_SERIES) {
        note('too-many-series');
        return;
      }
      const steps = counter
        ? this.#increases(role, metric.series, born, note)
        : eachOf(metric).filter(({ value }) => {
            if (Number.isFinite(value) && value >= 0) return true;
            note('not-a-count');
            return false;
          });
      for (const { at, value } of steps) add(role, at, value);
    };
    this.#partSeen ||= hasSeries(reading.part);
    read('part', reading.part);
    read('total', reading.total);
    if (indicator.counted === 'good' && !this.#partSeen) {
      note('good-matches-nothing');
      // Counters went on being followed: what they counted meanwhile is not told all at once later.
      return new Map();
    }
    return events;
  }

  #increases(
    role: Role,
    series: readonly { key: string; samples: readonly Sample[] }[],
    born: boolean,
    note: (problem: ReadingProblem) => void,
  ): Sample[] {
    const known = this.#series[role];
    const found: Sample[] = [];
    let latest = 0;
    for (const { key, samples } of series) {
      const counter = known.get(key) ?? new CounterSteps();
      known.set(key, counter);
      for (const sample of samples) {
        const step = counter.push(sample, born);
        if (typeof step !== 'string') {
          found.push({ at: step.at, value: step.increase });
        } else if (step !== 'stale') {
          note(step);
        }
        latest = Math.max(latest, sample.at);
      }
    }
    for (const [key, { last }] of known) {
      if (!last || latest - last.at > BRIDGED_GAP) known.delete(key);
    }
    return found;
  }
}

function countersOf(
  state: Record<string, [number, number]>,
): Map<string, CounterSteps> {
  return new Map(
    Object.entries(state).map(([key, [at, value]]) => [
      key,
      new CounterSteps({ at, value }),
    ]),
  );
}

function samplesOf(
  counters: ReadonlyMap<string, CounterSteps>,
): Record<string, [number, number]> {
  return Object.fromEntries(
    [...counters].flatMap(([key, { last }]) =>
      last ? [[key, [last.at, last.value]]] : [],
    ),
  );
}

function hasSeries(metric: MetricReading): boolean {
  return metric.kind === 'counts'
    ? metric.counts.length > 0
    : metric.series.length > 0;
}

/** Counts of no events are what a source says of a quiet hour; a counter that is not there says nothing. */
export function isThere(metric: MetricReading): boolean {
  return metric.kind === 'counts' || hasSeries(metric);
}

function eachOf(metric: MetricReading): Sample[] {
  return metric.kind === 'counts'
    ? metric.counts
    : metric.series.flatMap(series => series.samples);
}

function valuesOf(metric: MetricReading): Sample[] {
  return eachOf(metric).filter(({ value }) => !Number.isNaN(value));
}

/** How bad one value is, from 0 to 1; undefined where it is no such value. */
function badnessOf(
  indicator: Exclude<Objective['indicator'], { kind: 'ratio' }>,
  value: number,
): number | undefined {
  if (indicator.kind === 'raw') {
    if (value < 0 || value > 1) return undefined;
    const bad = indicator.gives === 'failure' ? value : 1 - value;
    return countedShare(bad, LEAST_SHARE);
  }
  const holds = {
    lte: value <= indicator.value,
    lt: value < indicator.value,
    gte: value >= indicator.value,
    gt: value > indicator.value,
  };
  return holds[indicator.op] ? 0 : 1;
}
