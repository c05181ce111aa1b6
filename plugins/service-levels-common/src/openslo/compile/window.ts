import { DateTime, IANAZone } from 'luxon';
import { nominalLength, readDuration, SloWindow } from '../../window';
import { OpenSlo } from '../schemas';
import { Place } from './Place';

/** A duration of OpenSLO in milliseconds. */
export function milliseconds(duration: string): number {
  return nominalLength(readDuration(duration)!);
}

/** What is counted is kept in memory for as long: of more than this nobody has a use. */
const LONGEST_WINDOW = 5 * 365 * 86_400_000;

/** Over which time an SLO promises. */
export function windowOf(slo: OpenSlo<'SLO'>, at: Place): SloWindow {
  const [given] = slo.spec.timeWindow;
  const path = ['spec', 'timeWindow', 0];
  const duration = readDuration(given.duration)!;
  if (nominalLength(duration) > LONGEST_WINDOW) {
    return at.refuse(
      [...path, 'duration'],
      'window-length',
      'A window is five years long at most, as in 5Y: take a shorter one, as in 30d',
    );
  }
  const { calendar, isRolling } = given;
  if (!calendar) {
    if (isRolling === false) {
      return at.refuse(
        [...path, 'isRolling'],
        'window',
        'A window that is not rolling needs a calendar with startTime and timeZone',
      );
    }
    if (['months', 'quarters', 'years'].includes(duration.unit)) {
      at.warn(
        [...path, 'duration'],
        'window-length',
        'A rolling window of months counts each as 30 days; write it in days to say so',
      );
    }
    return { kind: 'rolling', duration };
  }
  if (isRolling) {
    return at.refuse(
      [...path, 'isRolling'],
      'window',
      'A window is rolling or follows a calendar, not both',
    );
  }
  const { startTime, timeZone } = calendar;
  if (!IANAZone.isValidZone(timeZone)) {
    return at.refuse(
      [...path, 'calendar', 'timeZone'],
      'time-zone',
      `Unknown time zone ${timeZone}: use an IANA name such as Europe/Berlin`,
    );
  }
  const start = startTime.trim().replace(' ', 'T');
  if (
    !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.test(start) ||
    !DateTime.fromISO(start).isValid
  ) {
    return at.refuse(
      [...path, 'calendar', 'startTime'],
      'start-time',
      'Not a local date and time: write it as 2026-01-01 00:00:00, in the time zone beside it',
    );
  }
  return { kind: 'calendar', duration, start, timeZone };
}
