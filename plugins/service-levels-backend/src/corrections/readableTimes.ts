import { occurrences, wrongField } from '@countersign/plugin-governance-common';

/** @throws InputError naming the field whose times cannot be read */
export function demandReadableTimes(
  times: {
    window: { start: string; end: string };
    timeZone: string;
    rrule: string | undefined;
  },
  now: Date,
): void {
  const { window, timeZone, rrule } = times;
  try {
    Intl.DateTimeFormat('en-US', { timeZone });
  } catch {
    throw wrongField('timeZone', 'must be an IANA name such as Europe/Berlin');
  }
  if (rrule === undefined) return;
  try {
    const at = now.toISOString();
    occurrences({ ...window, timeZone, rrule }, at, at);
  } catch (error) {
    throw wrongField(
      'rrule',
      error instanceof Error ? error.message : 'no rule',
    );
  }
}
