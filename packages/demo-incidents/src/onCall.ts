import { OFFICE_ZONE, people } from '@countersign/demo-estate';
import { DateTime } from 'luxon';

/** As the rotation `platform` of `app-config.yaml` has it. */
const FIRST_HAND_OVER = DateTime.fromISO('2026-01-05T09:00:00', {
  zone: OFFICE_ZONE,
});
const turns = [people.kenji, people.marcus];

/** Who of platform SRE is on call at an instant. */
export function onCallAt(instant: string): string {
  const at = DateTime.fromISO(instant, { zone: OFFICE_ZONE });
  const weeks = Math.floor(at.diff(FIRST_HAND_OVER, 'weeks').weeks);
  return turns[((weeks % turns.length) + turns.length) % turns.length];
}
