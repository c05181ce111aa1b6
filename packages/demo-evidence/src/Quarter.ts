import { Chance } from './chance';
import { day } from './estate';

const DAY = 24 * 3600_000;
const FEWEST = 120;
const APPLICATIONS = 200;
/** Applications, roles, people, restore tests and settings, whatever the size. */
const FIXED_ROWS = 1_030;
/** How many changes one ticket covers. */
export const CHANGES_A_TICKET = 4;

/** One period of the made-up systems: how much is in it, and what decides what is in it. */
export class Quarter {
  readonly grants: number;
  readonly changes: number;
  readonly bindings: number;
  readonly backupsADay: number;
  /** In numbers of tickets and jobs, so that those of two periods differ: `20260701`. */
  readonly mark: string;
  readonly days: number;

  /**
   * @param start - milliseconds since 1970
   * @param rows - about how many records all systems have together
   * @param seed - another one gives other records
   */
  constructor(
    readonly start: number,
    readonly end: number,
    private readonly options: { rows: number; seed: string },
  ) {
    const rows = Math.max(0, options.rows - FIXED_ROWS);
    const share = (part: number) => Math.max(FEWEST, Math.ceil(rows * part));
    this.days = Math.ceil((end - start) / DAY);
    this.grants = share(0.2);
    this.changes = Math.ceil(share(0.2) / CHANGES_A_TICKET) * CHANGES_A_TICKET;
    this.backupsADay = Math.max(
      1,
      Math.round((rows * 0.2) / (APPLICATIONS * this.days)),
    );
    const others =
      2 * this.grants +
      this.changes +
      this.changes / CHANGES_A_TICKET +
      this.backupsADay * APPLICATIONS * this.days;
    this.bindings = Math.max(share(0.15), rows - others);
    // Noon is the same day in every zone of the estate.
    this.mark = day(start + DAY / 2).replace(/-/g, '');
  }

  chance(...words: (string | number)[]): Chance {
    return new Chance(this.options.seed, this.mark, ...words);
  }

  /** The time of the i-th of so many things, in their order. */
  moment(i: number, count: number, jitter: number): number {
    return Math.floor(
      this.start + ((i + jitter) / count) * (this.end - this.start),
    );
  }
}
