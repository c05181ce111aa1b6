import { InputError } from '@backstage/errors';
import { IANAZone } from 'luxon';
import { DAY, Floating } from './floatingDay';

const MINUTE = 60_000;

/** Reads wall-clock times of a zone; offsets are remembered, for asking `Intl` for one costs microseconds. */
export class LocalClock {
  readonly #zone: IANAZone;
  readonly #offsets = new Map<number, number>();

  /** @throws InputError when the name is none of the IANA time zone database. */
  static of(timeZone: string): LocalClock {
    const zone = IANAZone.create(timeZone);
    if (!zone.isValid) {
      throw new InputError(
        `Unknown time zone ${timeZone}; use an IANA name such as Europe/Berlin`,
      );
    }
    return new LocalClock(zone);
  }

  private constructor(zone: IANAZone) {
    this.#zone = zone;
  }

  /** What the zone's clocks show at an instant. */
  shownAt(instant: number): Floating {
    return instant + this.#zone.offset(instant) * MINUTE;
  }

  /** The instant at which they show the time: the first of two; in a gap, read with the offset before it. */
  instantOf(wall: Floating): number {
    // Any change of the offset that matters lies between the midnights a day or more before and after.
    const day = Math.floor(wall / DAY);
    const before = wall - this.#offsetAtMidnight(day - 1);
    const after = wall - this.#offsetAtMidnight(day + 2);
    if (before === after) {
      return before;
    }
    const shown = [before, after].filter(at => this.shownAt(at) === wall);
    return shown.length > 0 ? Math.min(...shown) : before;
  }

  #offsetAtMidnight(day: number): number {
    let offset = this.#offsets.get(day);
    if (offset === undefined) {
      offset = this.#zone.offset(day * DAY) * MINUTE;
      this.#offsets.set(day, offset);
    }
    return offset;
  }
}
