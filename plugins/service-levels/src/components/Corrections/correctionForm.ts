import {
  inWords,
  occurrences,
  TimeWindow,
} from '@countersign/plugin-governance-common';
import {
  noRecurrence,
  RepeatedWindow,
  rruleOf,
} from '@countersign/plugin-governance-react';
import {
  CorrectionKind,
  EnterCorrection,
  enterCorrectionSchema,
  PlacedTimes,
  sharingTime,
} from '@countersign/plugin-service-levels-common';
import { DateTime } from 'luxon';

/** The dialog as typed. */
export interface CorrectionForm extends RepeatedWindow {
  source: 'window' | 'change';
  kind: CorrectionKind;
  reason: string;
  /** Ids. */
  objectives: string[];
  /** A number such as `CHG0000042`. */
  change: string;
}

/** What of the form can be wrong, as the server calls it, with the two ends of the window apart. */
export type CorrectionErrors = Partial<
  Record<
    'reason' | 'objectives' | 'start' | 'end' | 'timeZone' | 'rrule' | 'change',
    string
  >
>;

/** How the platform's date and time fields write a wall clock. */
const wallClock = "yyyy-MM-dd'T'HH:mm";

/** An hour of maintenance, announced: it begins at the full hour after the next. */
export function emptyCorrectionForm(
  now: DateTime,
  objective: string,
): CorrectionForm {
  const start = now.plus({ hours: 2 }).startOf('hour');
  return {
    source: 'window',
    kind: 'maintenance',
    reason: '',
    objectives: [objective],
    start: start.toFormat(wallClock),
    end: start.plus({ hours: 1 }).toFormat(wallClock),
    timeZone: now.zoneName ?? 'UTC',
    recurrence: noRecurrence,
    change: '',
  };
}

/** Checks what was typed with the server's own schema: the request to send, or what is wrong beside each field. */
export function checkCorrectionForm(
  form: CorrectionForm,
  words: { badTime: string; badOrder: string; badZone: string },
): { input?: EnterCorrection; errors: CorrectionErrors } {
  const errors: CorrectionErrors = {};
  const { kind, reason, objectives } = form;
  const common = { kind, reason: reason.trim(), objectives };
  const input =
    form.source === 'change'
      ? { ...common, change: form.change.trim().toUpperCase() }
      : { ...common, ...timesOf(form, errors, words) };
  const parsed = enterCorrectionSchema.safeParse(input, inWords);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = fieldOf(String(path[0]));
    errors[field] ??= message;
  }
  return Object.keys(errors).length > 0 || !parsed.success
    ? { errors }
    : { input: parsed.data, errors };
}

/** The server's `window` is two fields here. */
export function fieldOf(field: string): keyof CorrectionErrors {
  return field === 'window' ? 'start' : (field as keyof CorrectionErrors);
}

function timesOf(
  form: CorrectionForm,
  errors: CorrectionErrors,
  words: { badTime: string; badOrder: string; badZone: string },
) {
  const timeZone = form.timeZone.trim();
  if (!DateTime.local({ zone: timeZone }).isValid) {
    errors.timeZone = words.badZone;
    return { timeZone, window: { start: '', end: '' } };
  }
  const start = instant(form.start, timeZone);
  const end = instant(form.end, timeZone);
  if (!start) errors.start = words.badTime;
  if (!end) errors.end = words.badTime;
  if (start && end && end <= start) errors.end = words.badOrder;
  const rrule = rruleOf(form.recurrence);
  return { timeZone, window: { start, end }, ...(rrule && { rrule }) };
}

/** When it takes place first, soonest first; empty while its times are wrong. */
export function firstTimes(
  input: EnterCorrection | undefined,
  most: number,
): TimeWindow[] {
  if (!input?.window || input.rrule === undefined) return [];
  const { window, timeZone = 'UTC', rrule } = input;
  const until = DateTime.fromISO(window.start)
    .plus({ years: 1 })
    .toUTC()
    .toISO();
  try {
    return until
      ? occurrences({ ...window, timeZone, rrule }, window.start, until).slice(
          0,
          most,
        )
      : [];
  } catch {
    // What is wrong with the rule is for the server to say.
    return [];
  }
}

/** Those of the corrections there are that leave out any of the same time; none while its times are wrong. */
export function sharedWith<T extends PlacedTimes>(
  input: EnterCorrection | undefined,
  others: readonly T[],
): T[] {
  if (!input?.window) return [];
  const { window, timeZone = 'UTC', rrule } = input;
  try {
    return sharingTime({ window, timeZone, ...(rrule && { rrule }) }, others);
  } catch {
    // What is wrong with the rule is for the server to say.
    return [];
  }
}

function instant(text: string, zone: string): string {
  return DateTime.fromISO(text, { zone }).toUTC().toISO() ?? '';
}
