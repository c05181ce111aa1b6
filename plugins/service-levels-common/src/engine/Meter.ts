import {
  AlertTier,
  calendarExhaustion,
  Counts,
  NoFigure,
  rollingExhaustion,
  Standing,
  standingOf,
  Stretch,
  usualEvidence,
} from '../arithmetic';
import { judgePairs, PairVerdict } from '../alerts/evaluate';
import { Objective } from '../openslo';
import {
  BRIDGED_GAP,
  CounterSteps,
  MetricReading,
  Reading,
  Sample,
} from '../series';
import { periodAt, stepOf, windowLength } from '../window';
import { resolutionsOf } from './resolutions';
import { Slicer, StepEvents } from './Slicer';
import { tiersOf } from './objectiveTiers';
import { WindowSums } from './WindowSums';

/** More series of one metric than anybody has a use for: whoever selects so many has left out a label. */
export const MOST_SERIES = 1_000;

/** What a meter has to remember over a restart, beside the steps it has closed. All of it is JSON. */
export interface MeterState {
  /** Since when it is measured. */
  since?: number;
  /** When the source was read last. */
  heardAt?: number;
  /** When it had the metric last: a metric may vanish from a source that answers. */
  metricAt?: number;
  /** The end of the last step that was closed. */
  closedTo: number;
  /** Whether the good events were ever seen, for a ratio of them. */
  partSeen?: boolean;
  /** The last sample of each series, by metric. */
  series: Record<Role, Record<string, [at: number, value: number]>>;
  /** Events of steps that are not closed. */
  open: [end: number, part: number, total: number][];
  slice?: StepEvents;
  /** Events of the calendar period that is under way. */
  period?: Counts & { start: number };
}

type Role = 'part' | 'total';

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

/** Events of a step for whoever keeps them. */
export interface ClosedStep extends StepEvents {
  /** It is added to a step that was closed before. */
  late: boolean;
}

/** How an objective stands at an instant. */
export interface Evaluation {
  /** The end of the last step that counts. */
  at: number;
  standing: Standing | NoFigure;
  verdicts: PairVerdict[];
  /** Share of the window of the objective that is measured, from 0 to 1. */
  measured: number;
}

/** Measures one objective: takes readings, closes steps, and judges. It reads no clock. */
export class Meter {
  readonly objective: Objective;
  readonly step: number;
  readonly tiers: readonly AlertTier[];
  readonly #window: number;
  readonly #sums: WindowSums;
  readonly #slicer: Slicer;
  readonly #series: Record<Role, Map<string, CounterSteps>>;
  readonly #open: Map<number, { part: number; total: number }>;
  #since: number | undefined;
  #heardAt: number | undefined;
  #metricAt: number | undefined;
  #partSeen: boolean;
  #period: MeterState['period'];

  /**
   * @param state - What {@link Meter.state} gave before a restart, or where to begin.
   * @param history - The steps that were closed before, oldest first, the older ones coarser.
   * @param packed - What {@link Meter.pack} gave: then the history is what came after.
   */
  constructor(
    objective: Objective,
    state: MeterState,
    history: readonly (StepEvents & { seen: number })[] = [],
    packed?: Uint8Array,
  ) {
    this.objective = objective;
    this.#window = windowLength(objective.window);
    this.step = stepOf(this.#window);
    this.tiers = tiersOf(objective);
    const first = Math.min(history[0]?.end ?? Infinity, state.closedTo);
    const resolutions = resolutionsOf(this.#window, this.step, this.tiers);
    this.#sums = packed
      ? WindowSums.unpack(resolutions, packed)
      : new WindowSums(resolutions, first - this.step);
    for (const { end, bad, total, seen } of history) {
      if (end > this.#sums.now && end <= state.closedTo) {
        this.#sums.add(end, { bad, total }, seen);
      }
    }
    this.#sums.pass(state.closedTo);
    this.#slicer = new Slicer(objective.method, state.slice);
    this.#series = {
      part: countersOf(state.series.part),
      total: countersOf(state.series.total),
    };
    this.#open = new Map(
      state.open.map(([end, part, total]) => [end, { part, total }]),
    );
    this.#since = state.since;
    this.#heardAt = state.heardAt;
    this.#metricAt = state.metricAt ?? state.heardAt;
    this.#partSeen = state.partSeen ?? false;
    this.#period = state.period;
  }

  /** The state of a meter that has heard nothing yet. */
  static begin(at: number, step: number): MeterState {
    return {
      closedTo: Math.floor(at / step) * step,
      series: { part: {}, total: {} },
      open: [],
    };
  }

  /** The closed steps up to an instant, in few bytes, for a restart; see {@link WindowSums.pack}. */
  pack(until: number): Uint8Array {
    return this.#sums.pack(until);
  }

  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  /** When there was something to count, or the certainty that there was nothing. */
  get metricAt(): number | undefined {
    return this.#metricAt;
  }

  get since(): number | undefined {
    return this.#since;
  }

  get closedTo(): number {
    return this.#sums.now;
  }

  state(): MeterState {
    return {
      since: this.#since,
      heardAt: this.#heardAt,
      metricAt: this.#metricAt,
      closedTo: this.#sums.now,
      partSeen: this.#partSeen,
      series: {
        part: samplesOf(this.#series.part),
        total: samplesOf(this.#series.total),
      },
      open: Array.from(this.#open, ([end, { part, total }]) => [
        end,
        part,
        total,
      ]),
      slice: this.#slicer.open,
      period: this.#period,
    };
  }

  /**
   * Takes what was read at one instant.
   *
   * @returns what could not be counted, and what belongs to steps that were closed before
   */
  observe(reading: Reading): {
    problems: ReadingProblem[];
    late: ClosedStep[];
  } {
    const problems = new Set<ReadingProblem>();
    const note = (problem: ReadingProblem) => void problems.add(problem);
    const events = this.#eventsOf(reading, note);
    this.#heardAt = Math.max(this.#heardAt ?? 0, reading.at);
    if (isThere(reading.total ?? reading.part)) {
      this.#metricAt = Math.max(this.#metricAt ?? 0, reading.at);
    }
    if (this.#isMeasuredBy(reading)) {
      // From the end of that step on, as the written rules have it: they see no step that is under way.
      this.#since ??= Math.ceil(reading.at / this.step) * this.step;
    }
    const late: ClosedStep[] = [];
    for (const [end, { part, total }] of events) {
      if (end > this.#sums.now) {
        const open = this.#open.get(end) ?? { part: 0, total: 0 };
        this.#open.set(end, {
          part: open.part + part,
          total: open.total + total,
        });
      } else if (this.objective.method.kind === 'occurrences') {
        const counts = this.#countsOf(part, total);
        late.push({ end, ...counts, late: true });
        this.#sums.addLate(end, counts, 0);
        if (this.#period && end > this.#period.start) {
          this.#addToPeriod(this.#period, counts);
        }
      } else {
        note('late');
      }
    }
    return { problems: [...problems], late };
  }

  /** Closes the steps that ended by an instant; what was not heard of stays a gap. */
  close(until: number): ClosedStep[] {
    const due = [...this.#open]
      .filter(([end]) => end <= until)
      .sort(([a], [b]) => a - b);
    const closed = due.flatMap(([end, { part, total }]) => {
      this.#open.delete(end);
      return this.#slicer.add({ end, ...this.#countsOf(part, total) });
    });
    closed.push(...this.#slicer.close(until));
    for (const step of closed) {
      this.#sums.add(step.end, step);
      this.#take(step);
    }
    if (until > this.#sums.now) this.#sums.pass(until);
    return closed.map(step => ({ ...step, late: false }));
  }

  /** Judges at the end of the last step that was closed. */
  evaluate(): Evaluation {
    const at = this.#sums.now;
    const { target, method } = this.objective;
    const counts = this.#budgetCounts(at);
    const verdicts = judgePairs(
      this.tiers,
      { target, window: this.#window },
      window => this.#sums.over(window),
      {
        // A slice is no sample of anything: few of them are all there are.
        evidence:
          method.kind === 'occurrences'
            ? usualEvidence
            : { ...usualEvidence, lowTraffic: 0 },
        age:
          this.#since === undefined ? undefined : Math.max(0, at - this.#since),
      },
    );
    return {
      at,
      standing: standingOf(counts, target),
      verdicts,
      measured: this.#measured(at),
    };
  }

  /**
   * Milliseconds until the budget is spent, if events go on coming as they came in the long window of the fastest pair;
   * undefined where it lasts.
   */
  exhaustedIn(): number | undefined {
    const { target, window } = this.objective;
    const at = this.#sums.now;
    const recent = this.tiers[0]?.long ?? this.step;
    const counts = this.#sums.over(recent);
    if (!counts || counts.total === 0) return undefined;
    const span = Math.max(
      this.step,
      Math.min(recent, at - (this.#since ?? at)),
    );
    if (window.kind === 'rolling') {
      return rollingExhaustion({
        history: [
          ...this.#unmeasured(at),
          ...this.#sums.stretches(this.#window),
        ],
        rate: { bad: counts.bad / span, total: counts.total / span },
        target,
        window: this.#window,
        now: at,
      });
    }
    const standing = standingOf(this.#budgetCounts(at), target);
    const burning = standingOf(counts, target);
    if (typeof standing === 'string' || typeof burning === 'string') {
      return undefined;
    }
    const { start, end } = periodAt(window, at - 1);
    return calendarExhaustion({
      budgetLeft: standing.budgetLeft,
      burnRate: burning.burnRate,
      window: end - start,
      left: end - at,
    });
  }

  #measured(at: number): number {
    if (this.#since === undefined) return 0;
    const { window } = this.objective;
    const { start, end } =
      window.kind === 'rolling'
        ? { start: at - this.#window, end: at }
        : periodAt(window, at - 1);
    const from = Math.max(start, this.#since);
    return Math.max(0, at - from) / (end - start);
  }

  /** What was not measured yet of the window is taken to have had as much traffic, and nothing bad. */
  #unmeasured(at: number): Stretch[] {
    const start = at - this.#window;
    const since = this.#since ?? at;
    const counts = this.#sums.overAtLeast(this.#window);
    if (since <= start || since >= at || !counts) return [];
    const total = (counts.total * (since - start)) / (at - since);
    return [{ start, end: since, bad: 0, total }];
  }

  #budgetCounts(at: number): Counts {
    const { window } = this.objective;
    const none = { bad: 0, total: 0 };
    if (window.kind === 'rolling') {
      return this.#sums.overAtLeast(this.#window) ?? none;
    }
    const { start } = periodAt(window, at - 1);
    return this.#period?.start === start ? this.#period : none;
  }

  #take(step: StepEvents): void {
    const { window } = this.objective;
    if (window.kind === 'rolling') return;
    // The step ends in the period that its last instant lies in.
    const { start } = periodAt(window, step.end - 1);
    if (this.#period?.start !== start) {
      this.#period = { start, bad: 0, total: 0 };
    }
    this.#addToPeriod(this.#period, step);
  }

  #addToPeriod(period: Counts & { start: number }, counts: Counts): void {
    this.#period = {
      start: period.start,
      bad: period.bad + counts.bad,
      total: period.total + counts.total,
    };
  }

  /** Whether a reading has what is counted: a metric that is not there yet measures nothing. */
  #isMeasuredBy({ part, total }: Reading): boolean {
    const { indicator } = this.objective;
    if (indicator.kind !== 'ratio') return hasSeries(part);
    const isKnown = indicator.counted === 'bad' || this.#partSeen;
    return isKnown && total !== undefined && hasSeries(total);
  }

  #countsOf(part: number, total: number): Counts {
    const { indicator } = this.objective;
    const isGood = indicator.kind === 'ratio' && indicator.counted === 'good';
    return { bad: isGood ? total - part : part, total };
  }

  #eventsOf(
    reading: Reading,
    note: (problem: ReadingProblem) => void,
  ): Map<number, { part: number; total: number }> {
    const { indicator } = this.objective;
    const born =
      this.#heardAt !== undefined && reading.at - this.#heardAt <= BRIDGED_GAP;
    const events = new Map<number, { part: number; total: number }>();
    const add = (role: Role, at: number, value: number) => {
      const end = Math.ceil(at / this.step) * this.step;
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
function isThere(metric: MetricReading): boolean {
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
    return indicator.gives === 'failure' ? value : 1 - value;
  }
  const holds = {
    lte: value <= indicator.value,
    lt: value < indicator.value,
    gte: value >= indicator.value,
    gt: value > indicator.value,
  };
  return holds[indicator.op] ? 0 : 1;
}
