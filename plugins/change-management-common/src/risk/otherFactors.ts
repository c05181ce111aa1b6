import { DateTime } from 'luxon';
import { RiskFactor } from '../model';
import { riskFactor } from './factor';
import { RiskInput } from './input';
import { percent, plural } from './sentences';
import { failureProbability, TrackRecord } from './smoothing';
import { factorWeights } from './weights';

/** A failure probability this high is the whole factor. */
const CERTAIN_TROUBLE = 0.5;

/** How past changes of these items and this team went. */
export function historyFactor({ history, items }: RiskInput): RiskFactor {
  const p = failureProbability(history);
  const record = (who: string, { n, failed }: TrackRecord, ref?: string) => ({
    text: `${who}: ${failed} of ${plural(n, 'closed change')} failed`,
    ...(ref && { ref }),
  });
  return riskFactor(
    'history',
    'How such changes went',
    factorWeights.history,
    p / CERTAIN_TROUBLE,
    [
      { text: `Smoothed probability of failure ${percent(p)}` },
      ...history.items.map((r, i) => {
        const item = items[i]?.item;
        return record(item?.title ?? 'An item', r, item?.entityRef);
      }),
      record('The team', history.team),
      record('All changes', history.base),
    ],
  );
}

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

/** A long window is looked at hour by hour up to this many. */
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
  let worst = start;
  for (let hour = 1; hour < HOURS_OF_A_WEEK; hour++) {
    const t = start.startOf('hour').plus({ hours: hour });
    if (t >= end) break;
    if (staffing(t).value > staffing(worst).value) worst = t;
  }
  const { value, name } = staffing(worst);
  return [
    value,
    `${worst.setLocale('en').toFormat('cccc HH:mm')} in ${timeZone}: ${name}`,
  ];
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

/** Whether it is said how to tell that the change worked, and how to take it back. */
export function readinessFactors({ change }: RiskInput): RiskFactor[] {
  const missing = (
    id: 'readiness.test' | 'readiness.backout',
    title: string,
    text: string,
  ) => {
    const absent = text.trim() === '';
    return riskFactor(
      id,
      `Missing ${title}`,
      factorWeights[id],
      absent ? 1 : 0,
      [{ text: absent ? `There is no ${title}` : `There is a ${title}` }],
    );
  };
  return [
    missing('readiness.test', 'test plan', change.testPlan),
    missing('readiness.backout', 'backout plan', change.backoutPlan),
  ];
}
