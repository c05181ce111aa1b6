import { KeptBucket } from '../database/BucketStore';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How old a step of a width may be to be of any use; seconds and milliseconds. */
const coarser = [
  { width: 300, youngerThan: 14 * DAY },
  { width: 3_600, youngerThan: Infinity },
  { width: 86_400, youngerThan: Infinity },
];

/** Sums steps up as the engine would have over a month, and leaves out those that it would have forgotten since. */
export class StepSums {
  readonly #sums = new Map<number, Map<number, KeptBucket>>();

  constructor(
    private readonly measurement: string,
    private readonly now: number,
    /** How far back the finest steps are needed. */
    private readonly fineReach: number,
  ) {}

  add(
    width: number,
    end: number,
    counts: { bad: number; total: number },
  ): void {
    if (this.now - end < this.fineReach + HOUR) this.#add(width, end, counts);
    for (const { width: wide, youngerThan } of coarser) {
      const wideEnd = Math.ceil(end / (wide * 1000)) * wide * 1000;
      if (wideEnd <= this.now && this.now - wideEnd < youngerThan) {
        this.#add(wide, wideEnd, counts);
      }
    }
  }

  rows(): KeptBucket[] {
    return [...this.#sums.values()].flatMap(steps => [...steps.values()]);
  }

  #add(
    width: number,
    end: number,
    { bad, total }: { bad: number; total: number },
  ): void {
    const steps = this.#sums.get(width) ?? new Map<number, KeptBucket>();
    this.#sums.set(width, steps);
    const known = steps.get(end);
    steps.set(end, {
      measurement: this.measurement,
      width,
      endsAt: new Date(end).toISOString(),
      bad: (known?.bad ?? 0) + bad,
      total: (known?.total ?? 0) + total,
      seen: (known?.seen ?? 0) + 1,
    });
  }
}
