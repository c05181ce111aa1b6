/** A scraped value of a counter. */
export interface Sample {
  /** Milliseconds since 1970. */
  at: number;
  value: number;
}

/** What one sample adds to its counter. */
export interface Step {
  at: number;
  /** Events since the sample before. */
  increase: number;
}

/** Why a sample says nothing. */
export type SampleProblem =
  | 'stale'
  | 'not-a-count'
  | 'out-of-order'
  | 'duplicate';

/** Gaps up to here are bridged: what happened meanwhile is counted when the counter is seen again. */
export const BRIDGED_GAP = 600_000;

/**
 * Turns the samples of one counter into what each adds. A value below the one before is a counter that began anew:
 * all of it is new. The first sample of a series adds nothing, for nobody knows since when it counts, unless the
 * target was being scraped already when the series appeared: then it was born with that event, which `increase()` of
 * Prometheus loses. After a gap of more than ten minutes a series is a new one.
 *
 * The same definition is written out as Prometheus rules, and both sum to the same number at every point.
 */
export class CounterSteps {
  #last: Sample | undefined;

  /** @param last - The sample that a counter was left at before a restart. */
  constructor(last?: Sample) {
    this.#last = last;
  }

  /** Enough to go on counting from here. */
  get last(): Sample | undefined {
    return this.#last;
  }

  /** @param born - the target answered a scrape before this one, without this series */
  push(sample: Sample, born = false): Step | SampleProblem {
    const { at, value } = sample;
    if (Number.isNaN(value)) return 'stale';
    if (!Number.isFinite(value) || value < 0) return 'not-a-count';
    const last = this.#last;
    if (last && at < last.at) return 'out-of-order';
    if (last && at === last.at) return 'duplicate';
    this.#last = sample;
    if (!last || at - last.at > BRIDGED_GAP) {
      return { at, increase: born ? value : 0 };
    }
    return { at, increase: value >= last.value ? value - last.value : value };
  }
}
