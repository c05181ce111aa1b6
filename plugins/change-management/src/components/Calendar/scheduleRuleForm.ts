import {
  ScheduleRuleInput,
  ScheduleRuleKind,
  scheduleRuleInputSchema,
  scheduledTimesProblems,
} from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';
import { parse } from 'yaml';
import { noRecurrence, Recurrence, rruleOf } from './recurrence';

/** The dialog as typed. */
export interface ScheduleRuleForm {
  kind: ScheduleRuleKind;
  title: string;
  description: string;
  /** Wall clock in `timeZone`, as `yyyy-MM-ddTHH:mm`. */
  start: string;
  end: string;
  timeZone: string;
  recurrence: Recurrence;
  /** A filter predicate as YAML, and so as JSON too; empty means every item. */
  scope: string;
  /** Comma-separated; empty means all. */
  environments: string;
  allowEmergency: boolean;
}

export type ScheduleRuleField =
  | 'title'
  | 'description'
  | 'start'
  | 'end'
  | 'timeZone'
  | 'rrule'
  | 'scope'
  | 'environments';

export type ScheduleRuleErrors = Partial<Record<ScheduleRuleField, string>>;

export type ScheduleRuleCheck =
  | { input: ScheduleRuleInput; errors?: undefined }
  | { input?: undefined; errors: ScheduleRuleErrors };

/** How the platform's date and time fields write a wall clock. */
const wallClock = "yyyy-MM-dd'T'HH:mm";

/** A form for an evening from 22:00 to midnight, tomorrow in the reader's own zone. */
export function emptyScheduleRuleForm(
  now: DateTime,
  kind: ScheduleRuleKind,
): ScheduleRuleForm {
  const start = now.plus({ days: 1 }).set({ hour: 22, minute: 0 });
  return {
    kind,
    title: '',
    description: '',
    start: start.toFormat(wallClock),
    end: start.plus({ hours: 2 }).toFormat(wallClock),
    timeZone: now.zoneName ?? 'UTC',
    recurrence: noRecurrence,
    scope: '',
    environments: '',
    allowEmergency: true,
  };
}

/** Checks what was typed with the server's own schema: the input to send, or what is wrong beside each field. */
export function checkScheduleRuleForm(
  form: ScheduleRuleForm,
): ScheduleRuleCheck {
  const errors: ScheduleRuleErrors = {};
  const zone = form.timeZone.trim();
  if (!DateTime.local({ zone }).isValid) {
    errors.timeZone = 'must be an IANA time zone such as Europe/Berlin';
    return { errors };
  }
  const scope = readScope(form.scope);
  if (scope.error) errors.scope = scope.error;

  const rrule = rruleOf(form.recurrence);
  const start = instant(form.start, zone);
  const end = instant(form.end, zone);
  const parsed = scheduleRuleInputSchema.safeParse({
    kind: form.kind,
    title: form.title,
    description: form.description,
    start,
    end,
    timeZone: zone,
    rrule,
    scope: scope.value,
    environments: form.environments
      .split(',')
      .map(name => name.trim())
      .filter(Boolean),
    allowEmergency: form.allowEmergency,
  });
  if (form.recurrence.mode === 'raw' && !form.recurrence.raw.trim()) {
    errors.rrule = 'write a rule such as FREQ=WEEKLY;BYDAY=TU';
  }
  const times = { start, end, timeZone: zone, rrule };
  const problems = start && end ? scheduledTimesProblems(times) : [];
  for (const { field, message } of problems) {
    errors[field as ScheduleRuleField] ??= message;
  }
  for (const issue of parsed.error?.issues ?? []) {
    const field = issue.path[0] as ScheduleRuleField;
    errors[field] ??= issue.message;
  }
  return Object.keys(errors).length || !parsed.success
    ? { errors }
    : { input: parsed.data };
}

function instant(text: string, zone: string): string {
  return DateTime.fromISO(text, { zone }).toUTC().toISO() ?? '';
}

function readScope(text: string): { value?: unknown; error?: string } {
  if (!text.trim()) return {};
  try {
    return { value: parse(text) };
  } catch (error) {
    return {
      error: `must be YAML or JSON such as "kind: resource": ${
        (error as Error).message
      }`,
    };
  }
}
