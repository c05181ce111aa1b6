import {
  ScheduleRuleInput,
  ScheduleRuleKind,
  scheduleRuleInputSchema,
} from '@countersign/plugin-change-management-common';
import {
  inWords,
  occurrences,
  scheduledTimesProblems,
  TimeWindow,
} from '@countersign/plugin-governance-common';
import { DateTime } from 'luxon';
import { parse } from 'yaml';
import {
  noRecurrence,
  RepeatedWindow,
  rruleOf,
} from '@countersign/plugin-governance-react';

/** The dialog as typed. */
export interface ScheduleRuleForm extends RepeatedWindow {
  kind: ScheduleRuleKind;
  title: string;
  description: string;
  /** Entity refs; empty means every item. */
  items: string[];
  /** Narrows the items further: a filter predicate as YAML, and so as JSON too. */
  scope: string;
  /** Empty means all. */
  environments: string[];
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
    items: [],
    scope: '',
    environments: [],
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
    errors.timeZone = 'Choose a time zone such as Europe/Berlin.';
    return { errors };
  }
  const scope = readScope(form.scope);
  if (scope.error) errors.scope = scope.error;

  const rrule = rruleOf(form.recurrence);
  const start = instant(form.start, zone);
  const end = instant(form.end, zone);
  if (!start) errors.start = 'Choose a date and a time.';
  if (!end) errors.end = 'Choose a date and a time.';
  const input = {
    kind: form.kind,
    title: form.title.trim(),
    description: form.description,
    start,
    end,
    timeZone: zone,
    rrule,
    scope: scopeOf(form.items, scope.value),
    environments: form.environments,
    allowEmergency: form.allowEmergency,
  };
  const parsed = scheduleRuleInputSchema.safeParse(input, inWords);
  if (form.recurrence.mode === 'raw' && !form.recurrence.raw.trim()) {
    errors.rrule = 'Write a rule such as FREQ=WEEKLY;BYDAY=TU.';
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

/** Both what was picked and what was written narrow the items. */
function scopeOf(items: string[], written: unknown): unknown {
  if (!items.length) return written;
  const picked = { entityRef: { $in: items } };
  return written === undefined ? picked : { $all: [picked, written] };
}

/** When a rule that was typed rightly takes place first, soonest first; empty while its times are wrong. */
export function firstTimes(form: ScheduleRuleForm, most: number): TimeWindow[] {
  const { errors } = checkScheduleRuleForm(form);
  const wrong = ['start', 'end', 'timeZone', 'rrule'] as const;
  if (wrong.some(field => errors?.[field])) return [];
  const zone = form.timeZone.trim();
  const start = instant(form.start, zone);
  const times = {
    start,
    end: instant(form.end, zone),
    timeZone: zone,
    rrule: rruleOf(form.recurrence),
  };
  const until = DateTime.fromISO(start).plus({ years: 2 }).toUTC().toISO();
  return until ? occurrences(times, start, until).slice(0, most) : [];
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
