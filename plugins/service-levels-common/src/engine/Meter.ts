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
import { Reading } from '../series';
import { periodAt, stepOf, windowLength } from '../window';
import {
  CountingState,
  EventCounter,
  isThere,
  PartOfTotal,
  ReadingProblem,
} from './EventCounter';
import { resolutionsOf } from './resolutions';
import { Slicer, StepEvents } from './Slicer';
import { tiersOf } from './objectiveTiers';
import { WindowSums } from './WindowSums';

/** What a meter has to remember over a restart, beside the steps it has closed. All of it is JSON. */
export interface MeterState extends CountingState {
  /** Since when it is measured. */
  since?: number;
  /** When the source was read last. */
  heardAt?: number;
  /** When it had the metric last: a metric may vanish from a source that answers. */
  metricAt?: number;
  /** The end of the last step that was closed. */
  closedTo: number;
  /** Events of steps that are not closed. */
  open: [end: number, part: number, total: number][];
  slice?: StepEvents;
  /** Events of the calendar period that is under way. */
  period?: Counts & { start: number };
}

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
  readonly #counter: EventCounter;
  readonly #open: Map<number, PartOfTotal>;
  #since: number | undefined;
  #heardAt: number | undefined;
  #metricAt: number | undefined;
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
    this.#counter = new EventCounter(objective, this.step, state);
    this.#open = new Map(
      state.open.map(([end, part, total]) => [end, { part, total }]),
    );
    this.#since = state.since;
    this.#heardAt = state.heardAt;
    this.#metricAt = state.metricAt ?? state.heardAt;
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
      ...this.#counter.state(),
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
    const events = this.#counter.eventsOf(reading, this.#heardAt, note);
    this.#heardAt = Math.max(this.#heardAt ?? 0, reading.at);
    if (isThere(reading.total ?? reading.part)) {
      this.#metricAt = Math.max(this.#metricAt ?? 0, reading.at);
    }
    if (this.#counter.isMeasuredBy(reading)) {
      // From the end of that step on, as the written rules have it: they see no step that is under way.
      this.#since ??= Math.ceil(reading.at / this.step) * this.step;
    }
    const late: ClosedStep[] = [];
    for (const [end, found] of events) {
      if (end > this.#sums.now) {
        const open = this.#open.get(end) ?? { part: 0, total: 0 };
        this.#open.set(end, {
          part: open.part + found.part,
          total: open.total + found.total,
        });
      } else if (this.objective.method.kind === 'occurrences') {
        const counts = this.#counter.countsOf(found);
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
    const closed = due.flatMap(([end, found]) => {
      this.#open.delete(end);
      return this.#slicer.add({ end, ...this.#counter.countsOf(found) });
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
}
