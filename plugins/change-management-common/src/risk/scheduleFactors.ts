import { DateTime } from 'luxon';
import { RiskFactor } from '../model';
import { riskFactor } from './factor';
import { RiskInput } from './input';
import { plural } from './sentences';
import { factorWeights } from './weights';

/** Freezes further away than this do not matter, in hours. */
const FREEZE_HORIZON = 72;

/** How near a freeze is: people hurry before one, and pile up after it. */
export function freezeFactor({ schedule: { freezes } }: RiskInput): RiskFactor {
  const near = freezes.filter(f => f.hoursAway < FREEZE_HORIZON);
  return riskFactor(
    'schedule.freeze',
    'Nearness to a freeze',
    factorWeights['schedule.freeze'],
    Math.max(0, ...near.map(f => 1 - f.hoursAway / FREEZE_HORIZON)),
    near.map(f => ({
      text:
        f.hoursAway <= 0
          ? `The window falls into the freeze “${f.title}”`
          : `The freeze “${f.title}” is ${plural(
              Math.round(f.hoursAway),
              'hour',
            )} away`,
    })),
  );
}

/** A long window is looked at up to this many hours from its start: then everything was there. */
const HOURS_OF_A_WEEK = 168;

/** How many people are there to notice and to help, the worst hour of the window counting. */
export function hoursFactor({ change, timeZone }: RiskInput): RiskFactor {
  const { window } = change;
  const [value, text] = window
    ? worstHour(window, timeZone)
    : ([0.5, 'No window is planned'] as const);
  return riskFactor(
    'schedule.hours',
    'Time of day and weekday',
    factorWeights['schedule.hours'],
    value,
    [{ text }],
  );
}

function worstHour(
  window: { start: string; end: string },
  timeZone: string,
): [number, string] {
  const start = DateTime.fromISO(window.start, { zone: timeZone });
  const end = DateTime.fromISO(window.end, { zone: timeZone });
  const latest = start.plus({ hours: HOURS_OF_A_WEEK });
  let worst: DateTime = start;
  let { value, name } = staffing(start);
  // Nothing is worse than 1.
  for (
    let t: DateTime = nextShift(start);
    t < end && t < latest && value < 1;
    t = nextShift(t)
  ) {
    const at = staffing(t);
    if (at.value > value) {
      worst = t;
      ({ value, name } = at);
    }
  }
  return [
    value,
    `${worst.setLocale('en').toFormat('cccc HH:mm')} in ${timeZone}: ${name}`,
  ];
}

/** The hours at which {@link staffing} may change. */
const shifts = [6, 9, 15, 17, 22];

function nextShift(t: DateTime): DateTime {
  const next = shifts.find(hour => hour > t.hour);
  const day = t.startOf('day');
  return next === undefined ? day.plus({ days: 1 }) : day.set({ hour: next });
}

function staffing(t: DateTime): { value: number; name: string } {
  if (t.weekday >= 6) return { value: 1, name: 'weekend' };
  if (t.weekday === 5 && t.hour >= 15) {
    return { value: 1, name: 'the weekend is near' };
  }
  if (t.hour < 6 || t.hour >= 22) return { value: 0.7, name: 'night' };
  if (t.hour < 9 || t.hour >= 17) {
    return { value: 0.4, name: 'outside working hours' };
  }
  return { value: 0.2, name: 'working hours' };
}
