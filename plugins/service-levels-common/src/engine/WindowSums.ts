import { Counts, Stretch } from '../arithmetic';
import { NumberReader, NumberWriter } from './packedSums';

/** Events of a time, and how many of its finest steps anything was heard in. */
export interface SeenCounts extends Counts {
  seen: number;
}

/** One ring of sums: so many steps of the same length. */
interface Level {
  step: number;
  /** Sums since the beginning at the ends of steps; the place of the step `i` is `i % length`. */
  bad: Float64Array;
  total: Float64Array;
  seen: Float64Array;
}

/** How fine and how long sums are kept: milliseconds. Each step is a multiple of the one before. */
export interface Resolution {
  step: number;
  reach: number;
}

/**
 * Sums of events over any window that its resolution allows, of one objective. Adding and asking take the same time
 * however long the window is: what is kept are sums since the beginning, and a window is the difference of two.
 * Integers stay exact up to 2^53 events. Three numbers a step: a few thousand steps are some 50 KB.
 *
 * A window is (t − W, t] where t is the end of the latest step of the finest resolution that reaches as far.
 */
export class WindowSums {
  readonly #levels: readonly Level[];
  /** Sums since the beginning, and the end of the finest step that is complete. */
  #bad = 0;
  #total = 0;
  #seen = 0;
  #now: number;

  /** @param start - milliseconds since 1970; everything before it counts as nothing */
  constructor(resolutions: readonly Resolution[], start: number) {
    const lengths = resolutions.map(
      ({ step, reach }) => Math.ceil(reach / step) + 1,
    );
    // All rings in one piece of memory: with a dozen pieces each, ten thousand of these keep the garbage collector busy.
    const memory = new Float64Array(3 * lengths.reduce((a, b) => a + b, 0));
    let used = 0;
    const ring = (length: number) => memory.subarray(used, (used += length));
    this.#levels = resolutions.map(({ step }, i) => {
      const finer = resolutions[i - 1];
      if (finer && step % finer.step !== 0) {
        throw new RangeError(
          `A step of ${step} ms is no multiple of ${finer.step} ms`,
        );
      }
      const length = lengths[i];
      return {
        step,
        bad: ring(length),
        total: ring(length),
        seen: ring(length),
      };
    });
    const [{ step }] = this.#levels;
    this.#now = Math.floor(start / step) * step;
  }

  /** The end of the last step that was added. */
  get now(): number {
    return this.#now;
  }

  /**
   * Adds the events of the step that ends at `end`; steps that were left out had none, and nothing was heard in them.
   *
   * @param seen - For a step that stands for several of the finest: how many of them anything was heard in.
   * @throws RangeError when `end` is not the end of a step after the last
   */
  add(end: number, { bad, total }: Counts, seen = 1): void {
    const [{ step }] = this.#levels;
    if (end <= this.#now || end % step !== 0) {
      throw new RangeError(
        `${end} is not the end of a step of ${step} ms after ${this.#now}`,
      );
    }
    this.#advance(end - step);
    this.#bad += bad;
    this.#total += total;
    this.#seen += seen;
    this.#advance(end);
  }

  /** Goes on to `end` without having heard anything. */
  pass(end: number): void {
    const [{ step }] = this.#levels;
    this.#advance(Math.floor(end / step) * step);
  }

  /**
   * Adds events that became known late, of a step that has passed: every window that holds the step has them from now on.
   *
   * @param seen - 1 where nothing was heard in that step before.
   * @throws RangeError when the step has not passed
   */
  addLate(end: number, { bad, total }: Counts, seen: 0 | 1): void {
    if (end > this.#now) throw new RangeError(`${end} has not passed`);
    this.#bad += bad;
    this.#total += total;
    this.#seen += seen;
    for (const level of this.#levels) {
      const { step } = level;
      const { length } = level.bad;
      const last = Math.floor(this.#now / step);
      const first = Math.max(Math.ceil(end / step), last - length + 1);
      for (let i = first; i <= last; i++) {
        level.bad[i % length] += bad;
        level.total[i % length] += total;
        level.seen[i % length] += seen;
      }
    }
  }

  /** Events of (t − window, t]; undefined where no ring reaches as far. */
  over(window: number): SeenCounts | undefined {
    const level = this.#levels.find(
      ({ step, bad }) =>
        window <= (bad.length - 1) * step && window % step === 0,
    );
    if (!level) return undefined;
    const { step, bad, total, seen } = level;
    const to = Math.floor(this.#now / step);
    const from = to - window / step;
    const at = (ring: Float64Array, i: number) =>
      ring[((i % ring.length) + ring.length) % ring.length];
    return {
      bad: at(bad, to) - at(bad, from),
      total: at(total, to) - at(total, from),
      seen: at(seen, to) - at(seen, from),
    };
  }

  /**
   * Events of at least the window, up to now: it begins at the end of a step of the level that reaches as far, and is
   * longer by less than one.
   */
  overAtLeast(window: number): SeenCounts | undefined {
    const level = this.#levels.find(
      ({ step, bad }) => window <= (bad.length - 1) * step,
    );
    if (!level) return undefined;
    const { step, bad, total, seen } = level;
    const from = Math.floor((this.#now - window) / step);
    const at = (ring: Float64Array) =>
      ring[((from % ring.length) + ring.length) % ring.length];
    return {
      bad: this.#bad - at(bad),
      total: this.#total - at(total),
      seen: this.#seen - at(seen),
    };
  }

  /** The same window, step by step of its level, the one under way included; those without events are left out. */
  stretches(window: number): Stretch[] {
    const level = this.#levels.find(
      ({ step, bad }) => window <= (bad.length - 1) * step,
    );
    if (!level) return [];
    const { step, bad, total } = level;
    const { length } = bad;
    const at = (ring: Float64Array, i: number) =>
      ring[((i % length) + length) % length];
    const to = Math.floor(this.#now / step);
    const found: Stretch[] = [];
    for (let i = Math.floor((this.#now - window) / step); i < to; i++) {
      const events = at(total, i + 1) - at(total, i);
      if (events <= 0) continue;
      found.push({
        start: i * step,
        end: (i + 1) * step,
        bad: at(bad, i + 1) - at(bad, i),
        total: events,
      });
    }
    if (this.#now > to * step && this.#total > at(total, to)) {
      found.push({
        start: to * step,
        end: this.#now,
        bad: this.#bad - at(bad, to),
        total: this.#total - at(total, to),
      });
    }
    return found;
  }

  /**
   * All of it up to an instant, in few bytes. What came after is added again once it is unpacked; windows that reach further
   * back than now are not asked for before that.
   *
   * @param until - The end of one of the steps that the finest ring holds.
   */
  pack(until: number): Uint8Array {
    const writer = new NumberWriter();
    writer.put(until);
    for (const level of this.#levels) {
      const { step } = level;
      const { length } = level.bad;
      const last = Math.floor(until / step);
      const first = Math.floor(this.#now / step) - length + 1;
      writer.put(Math.max(0, last - first + 1));
      for (const ring of [level.bad, level.total, level.seen]) {
        let before = 0;
        for (let i = first; i <= last; i++) {
          const value = ring[((i % length) + length) % length];
          writer.put(value - before);
          before = value;
        }
      }
    }
    return writer.bytes();
  }

  /** The sums as they were packed, with the resolutions that they were packed with. */
  static unpack(
    resolutions: readonly Resolution[],
    packed: Uint8Array,
  ): WindowSums {
    const reader = new NumberReader(packed);
    const until = reader.take();
    const sums = new WindowSums(resolutions, until);
    for (const level of sums.#levels) {
      const { length } = level.bad;
      const last = Math.floor(until / level.step);
      const first = last - reader.take() + 1;
      for (const ring of [level.bad, level.total, level.seen]) {
        let value = 0;
        let place = ((first % length) + length) % length;
        for (let i = first; i <= last; i++) {
          value += reader.take();
          if (i === first) ring.fill(value);
          ring[place] = value;
          place = place + 1 === length ? 0 : place + 1;
        }
      }
    }
    const [finest] = sums.#levels;
    const at = (ring: Float64Array) =>
      ring[Math.floor(until / finest.step) % ring.length];
    sums.#bad = at(finest.bad);
    sums.#total = at(finest.total);
    sums.#seen = at(finest.seen);
    return sums;
  }

  /** Writes the sums so far at the end of every step that has passed. */
  #advance(end: number): void {
    for (const { step, bad, total, seen } of this.#levels) {
      const last = Math.floor(end / step);
      const first = Math.max(
        Math.floor(this.#now / step) + 1,
        last - bad.length + 1,
      );
      for (let i = first; i <= last; i++) {
        bad[i % bad.length] = this.#bad;
        total[i % total.length] = this.#total;
        seen[i % seen.length] = this.#seen;
      }
    }
    this.#now = Math.max(this.#now, end);
  }
}
