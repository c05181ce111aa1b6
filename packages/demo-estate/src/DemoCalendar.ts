import { DateTime } from 'luxon';
import { TimeWindow } from '@countersign/plugin-governance-common';

const WEDNESDAY = 3;
const FRIDAY = 5;
/** The office of those who request changes. */
export const OFFICE_ZONE = 'Europe/Berlin';
const OFFICE = { opens: 8, closes: 18 };

/** Times of the scenario, all relative to `now`: working days, maintenance nights, hours. */
export class DemoCalendar {
  constructor(readonly now: DateTime<true>) {}

  /** A window on the n-th working day before or after today, at an hour of UTC. */
  workday(n: number, hour: number, minutes = 60): TimeWindow {
    const step = Math.sign(n);
    let day = this.now.toUTC().startOf('day');
    for (let left = Math.abs(n); left > 0; ) {
      day = day.plus({ days: step });
      if (day.weekday <= FRIDAY) left--;
    }
    return windowFrom(day.plus({ hours: hour }), minutes);
  }

  /** Within the n-th maintenance night of the data platform before or after now. */
  maintenance(n: number, minutes = 90): TimeWindow {
    const local = this.now.setZone(OFFICE_ZONE).startOf('day');
    const wednesday = local.plus({ days: WEDNESDAY - local.weekday });
    const night = (weeks: number) =>
      wednesday.plus({ weeks }).set({ hour: 3, minute: 15 });
    // The night of this week counts as past once there was time to close what was done in it.
    const passed = night(0).plus({ days: 1 }) < this.now;
    const coming = night(0) > this.now.plus({ hours: 12 });
    const weeks = n < 0 ? n + (passed ? 1 : 0) : n - (coming ? 1 : 0);
    return windowFrom(night(weeks), minutes);
  }

  /** From so many hours from now, for so many minutes. */
  around(hours: number, minutes: number): TimeWindow {
    return windowFrom(this.now.plus({ hours }).startOf('minute'), minutes);
  }

  hoursAgo(hours: number): string {
    return iso(this.now.minus({ hours }).startOf('minute'));
  }

  /** In the office hours of the same day, or of the Friday before a weekend: mornings stay mornings. */
  inOffice(instant: string): string {
    const local = DateTime.fromISO(instant, { zone: OFFICE_ZONE });
    const partOfDay = (local.hour * 60 + local.minute) / (24 * 60);
    const minutes = Math.round(
      60 * (OFFICE.opens + partOfDay * (OFFICE.closes - OFFICE.opens)),
    );
    return iso(
      local
        .minus({ days: Math.max(0, local.weekday - FRIDAY) })
        .set({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
        .startOf('minute'),
    );
  }
}

/** The instant, so many minutes later or earlier. */
export function shifted(instant: string, minutes: number): string {
  return iso(DateTime.fromISO(instant).plus({ minutes }));
}

export function iso(time: DateTime): string {
  const text = time.toUTC().toISO();
  if (!text) throw new Error(`Not a time: ${time.invalidExplanation}`);
  return text;
}

function windowFrom(start: DateTime, minutes: number): TimeWindow {
  return { start: iso(start), end: iso(start.plus({ minutes })) };
}
