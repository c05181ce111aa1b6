import { DateTime } from 'luxon';

/** The time of a short step, to the second where it needs that: "Tue 24 Nov, 22:00:15–22:00:30". */
export function stepTime(step: { start: string; end: string }): string {
  const [start, end] = [step.start, step.end].map(at =>
    DateTime.fromISO(at).setLocale('en-GB'),
  );
  const clock = start.second === 0 && end.second === 0 ? 'HH:mm' : 'HH:mm:ss';
  return `${start.toFormat(`ccc d LLL, ${clock}`)}–${end.toFormat(clock)}`;
}
