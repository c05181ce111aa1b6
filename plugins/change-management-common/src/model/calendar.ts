import { createZodV4FilterPredicateSchema } from '@backstage/filter-predicates';
import { z } from 'zod';
import {
  instantSchema,
  itemPredicateSchema,
  slugSchema,
  textSchema,
  strictly,
} from '@countersign/plugin-governance-common';

export type {
  ScheduleRule,
  PathStep,
  Conflict,
  CalendarChange,
  CalendarBand,
} from '../answers/calendar';

export const scheduleRuleKinds = ['freeze', 'maintenance'] as const;
export type ScheduleRuleKind = (typeof scheduleRuleKinds)[number];

const scheduleRuleFields = {
  kind: z.enum(scheduleRuleKinds),
  title: textSchema.min(3).max(200),
  description: textSchema.max(5000).default(''),
  start: instantSchema,
  end: instantSchema,
  timeZone: z.string().max(64).default('UTC'),
  /** RFC 5545 recurrence rule without DTSTART, such as `FREQ=WEEKLY;BYDAY=TU`. */
  rrule: textSchema.min(1).max(500).optional(),
  /** Which configuration items it concerns: a Backstage filter predicate over an entity-like item; absent means all. */
  scope: itemPredicateSchema.optional(),
  /** Only these environments; empty means all. */
  environments: z.array(slugSchema).max(20).default([]),
  /** A freeze lets emergency changes through unless this is false. */
  allowEmergency: z.boolean().default(true),
};

/**
 * A change freeze or a maintenance window. With `rrule` (RFC 5545) it recurs in `timeZone` from `start` on, at the local
 * times of `start` and `end`: 22:00 stays 22:00 across daylight saving.
 */
export const scheduleRuleInputSchema = strictly(scheduleRuleFields).refine(
  r => r.start < r.end,
  {
    message: 'must end after it starts',
    path: ['end'],
  },
);
export type ScheduleRuleInput = z.infer<typeof scheduleRuleInputSchema>;

/** The same as it stands on record: its words may be those of an earlier version, or of another configuration. */
export const recordedScheduleRuleSchema = z.object({
  ...scheduleRuleFields,
  scope: createZodV4FilterPredicateSchema().optional(),
});

export const conflictKinds = [
  'same-item',
  'dependency',
  'freeze',
  'outside-maintenance',
  'implementer',
] as const;
export type ConflictKind = (typeof conflictKinds)[number];
