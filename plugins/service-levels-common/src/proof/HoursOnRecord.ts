import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Counts } from '../arithmetic/budget';
import { Counted, countedSchema, HOUR_MS } from './counted';

/** What hours tell of a time: at least so many events, and at most; no most where an hour is not told. */
export interface Bounds {
  least: Counts;
  most?: Counts;
}

/**
 * Hours of an objective as the ledger has them. One that was told anew, since something of it was known late, is remembered as it
 * was first and last: whoever looked in between saw something between the two.
 */
export class HoursOnRecord {
  readonly #hours = new Map<number, { least: Counts; most: Counts }>();

  /** The hours of one objective in entries of whatever records, in the order of their log. */
  static in(entries: readonly LedgerEntry[], subject: string): HoursOnRecord {
    const found = new HoursOnRecord();
    let measurement: string | undefined;
    for (const entry of entries) {
      if (entry.subject !== subject || entry.type !== 'objective.counted') {
        continue;
      }
      const parsed = countedSchema.safeParse(entry.data);
      if (!parsed.success) continue;
      if (parsed.data.measurement !== measurement) found.#hours.clear();
      measurement = parsed.data.measurement;
      found.#tell(parsed.data);
    }
    return found;
  }

  get isEmpty(): boolean {
    return this.#hours.size === 0;
  }

  /** Of (from, to], in milliseconds. */
  bounds(from: number, to: number): Bounds {
    let least = { bad: 0, total: 0 };
    let most: Counts | undefined = { bad: 0, total: 0 };
    const first = Math.floor(from / HOUR_MS) + 1;
    const last = Math.ceil(to / HOUR_MS);
    for (let i = first; i <= last; i++) {
      const end = i * HOUR_MS;
      const hour = this.#hours.get(end);
      most = hour && most && plus(most, hour.most);
      // What has just ended was not known whole yet.
      const isWithin = end - HOUR_MS >= from && end <= to - HOUR_MS;
      if (hour && isWithin) least = plus(least, hour.least);
    }
    return { least, ...(most && { most }) };
  }

  #tell({ from, hours, late }: Counted): void {
    hours.forEach(([bad, total], i) =>
      this.#note(Date.parse(from) + (i + 1) * HOUR_MS, { bad, total }),
    );
    for (const { end, hour } of late) {
      this.#note(Date.parse(end), { bad: hour[0], total: hour[1] });
    }
  }

  #note(end: number, counts: Counts): void {
    const known = this.#hours.get(end) ?? { least: counts, most: counts };
    this.#hours.set(end, {
      least: each(Math.min, known.least, counts),
      most: each(Math.max, known.most, counts),
    });
  }
}

/** Whether counts may be those of a time that hours tell of. */
export function fits({ bad, total }: Counts, { least, most }: Bounds): boolean {
  return (
    bad >= least.bad &&
    total >= least.total &&
    (most === undefined || (bad <= most.bad && total <= most.total))
  );
}

function plus(a: Counts, b: Counts): Counts {
  return { bad: a.bad + b.bad, total: a.total + b.total };
}

function each(
  of: (a: number, b: number) => number,
  a: Counts,
  b: Counts,
): Counts {
  return { bad: of(a.bad, b.bad), total: of(a.total, b.total) };
}
