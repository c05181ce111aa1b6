import {
  createZodV4FilterPredicateSchema,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { z } from 'zod';
import {
  instantSchema,
  Sentence,
  slugSchema,
  textSchema,
  TimeWindow,
  strictly,
} from '@countersign/plugin-governance-common';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { itemPredicateSchema } from '../predicates/predicateSchemas';
import { ApprovalStatus, ChangeState, ChangeType } from './change';
import { RiskLevel } from './risk';

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

export interface ScheduleRule {
  id: string;
  kind: ScheduleRuleKind;
  title: string;
  description: string;
  start: string;
  end: string;
  timeZone: string;
  rrule?: string;
  scope?: FilterPredicate;
  environments: string[];
  allowEmergency: boolean;
  createdBy: string;
  createdAt: string;
  /** Set when it was withdrawn; it stays on record. */
  endedAt?: string;
  demo: boolean;
}

export const conflictKinds = [
  'same-item',
  'dependency',
  'freeze',
  'outside-maintenance',
  'implementer',
] as const;
export type ConflictKind = (typeof conflictKinds)[number];

/** One step of a relation path. */
export interface PathStep {
  from: string;
  relation: string;
  to: string;
}

/** A reason why the window is a bad one, with the path that caused it. */
export interface Conflict {
  /** Stable for the same cause, so that it can be accepted: kind and the ids of both sides. */
  key: string;
  kind: ConflictKind;
  /** One sentence for a person. */
  explanation: string;
  /** The same with what it refers to. */
  explanationSegments?: Sentence;
  /** The other change, when there is one. */
  other?: {
    number: string;
    title: string;
    window: TimeWindow;
    risk?: RiskLevel;
  };
  /** The freeze or maintenance window, when there is one. */
  rule?: { id: string; title: string; window?: TimeWindow };
  /** The item of this change that is concerned. */
  item?: string;
  /** For `dependency`: how the two items hang together. */
  path?: PathStep[];
  /** Digest of both ends as they are now: an acceptance holds for exactly these. */
  ends?: Sha256Digest;
  /** A freeze cannot be accepted away. */
  acceptable: boolean;
  accepted?: { by: string; at: string; justification: string };
}

export interface CalendarChange {
  id: string;
  number: string;
  title: string;
  state: ChangeState;
  type: ChangeType;
  risk?: { score: number; level: RiskLevel };
  window: TimeWindow;
  items: string[];
  team?: string;
  environment: string;
  requester: string;
  implementer?: string;
  approvalStatus: ApprovalStatus;
  /** When the approval that is owed (`due`) should have come. */
  approvalDueAt?: string;
}

/** One occurrence of a rule within the asked range. */
export interface CalendarBand {
  ruleId: string;
  kind: ScheduleRuleKind;
  title: string;
  window: TimeWindow;
  environments: string[];
  recurring: boolean;
}
