import {
  actionStateSchema,
  countedPageSchema,
  entityRefSchema,
  flag,
  instantSchema,
  many,
  nextStepSchema,
  pageQuery,
  pageSchema,
  sentenceSchema,
  slugSchema,
  textSchema,
} from '@countersign/plugin-governance-common';
import { timelineEventSchema } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { drillVerbs } from '../drill/actions';
import {
  drillFactsSchema,
  drillNumber,
  drillStates,
  pullSchema,
} from '../drill/model';
import { journalStatuses, outcomes } from '../run/journal';
import { runPhases } from '../run/events';
import { occasionSchema, scheduleFactsSchema } from '../schedule/model';

const reason = textSchema.min(3).max(2000);
const nothing = z.strictObject({});

const changeNumberSchema = z
  .string()
  .regex(/^CHG\d{7,}$/, 'must be a change number such as CHG0000042');

/** What plans a drill. */
export const planDrillSchema = z.strictObject({
  /** The name of an experiment of the portal: its file without the ending. */
  experiment: slugSchema,
  /** That permits it. It may be left out, and then the drill never starts. */
  change: changeNumberSchema.optional(),
  /** The drill that it repeats. */
  retestOf: drillNumber.schema.optional(),
});
export type PlanDrill = z.input<typeof planDrillSchema>;

/** What each verb takes: the body of `POST /drills/{number}/<verb>`. */
export const drillBodies = {
  start: nothing,
  stop: z.strictObject({ reason }),
  cancel: z.strictObject({ reason }),
  note: z.strictObject({ text: textSchema.min(1).max(4000) }),
} as const;
export type DrillBody<V extends keyof typeof drillBodies> = z.output<
  (typeof drillBodies)[V]
>;

/** A drill, as every reader of the API gets it. */
export const drillSchema = drillFactsSchema.extend({
  id: z.uuid(),
  /** One up with each write. */
  version: z.int(),
  updatedAt: instantSchema,
});
export type Drill = z.output<typeof drillSchema>;

/** Which drills are listed: those that fit every filter, a page at a time. */
export const listDrillsSchema = z.strictObject({
  state: many(z.enum(drillStates)),
  entity: many(entityRefSchema),
  scenario: many(textSchema.max(63)),
  outcome: many(z.enum(outcomes)),
  /** Those whose predicted alert did not fire, or without them. */
  missed: flag,
  /** Those that repeat a drill. */
  retestOf: many(drillNumber.schema),
  /** Those that a change permits. */
  change: many(changeNumberSchema),
  /** Those that ended in a time: `endedFrom` belongs to it, `endedTo` does not. */
  endedFrom: instantSchema.optional(),
  endedTo: instantSchema.optional(),
  q: textSchema.max(200).optional(),
  ...pageQuery,
});
export type ListDrills = z.input<typeof listDrillsSchema>;
export type DrillFilters = z.output<typeof listDrillsSchema>;

export const drillPageSchema = countedPageSchema(drillSchema);
export type DrillPage = z.output<typeof drillPageSchema>;

/** What the page of a drill needs, as its reader may act on it. */
export const drillDetailSchema = z.object({
  drill: drillSchema,
  next: nextStepSchema(drillVerbs),
  actions: z.array(actionStateSchema(drillVerbs)),
});
export type DrillDetail = z.output<typeof drillDetailSchema>;

/** Why something is refused, as an API answers it. */
const refusalSchema = z.object({
  guard: z.string(),
  message: z.string(),
  messageSegments: sentenceSchema.optional(),
  remedy: z.string(),
  remedySegments: sentenceSchema.optional(),
  fields: z.array(z.string()).readonly().optional(),
});

/** Templates of standard changes by which drills are permitted without an approval of their own. */
const standardChangesSchema = z.array(z.string());

/** Whether a drill may start now. It permits nothing: all is asked again at the start. */
export const readinessSchema = z.object({
  at: instantSchema,
  /** Resolved now. */
  targets: z.array(z.string()),
  /** Everything that keeps it from starting; empty where it may. */
  refusals: z.array(refusalSchema),
  standardChanges: standardChangesSchema,
});
export type Readiness = z.output<typeof readinessSchema>;

const activityRunSchema = z.looseObject({
  activity: z.record(z.string(), z.unknown()),
  status: z.enum(['succeeded', 'failed']),
  start: z.string(),
  end: z.string(),
});

/** One thing that happened in a run; see `RunEvent`. */
const runEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('phase'),
    phase: z.enum(runPhases),
    at: z.string(),
  }),
  z.object({
    type: z.literal('step'),
    phase: z.enum(runPhases),
    name: z.string(),
    at: z.string(),
  }),
  z.object({
    type: z.literal('activity'),
    phase: z.enum(runPhases),
    run: activityRunSchema,
  }),
  z.object({
    type: z.literal('steady-state'),
    phase: z.enum(runPhases),
    state: z.looseObject({
      steady_state_met: z.boolean(),
      probes: z.array(activityRunSchema),
    }),
  }),
  z.object({
    type: z.literal('fault'),
    change: z.string(),
    fault: z.looseObject({
      id: z.string(),
      fault: z.string(),
      target: z.string(),
      leaseSeconds: z.number(),
      intendedAt: z.string(),
    }),
  }),
  z.object({
    type: z.literal('stopping'),
    reason: z.string(),
    at: z.string(),
  }),
]);

/** What happened in a run so far, in its order. */
export const runEventsSchema = z.object({
  events: z.array(
    z.object({
      seq: z.int(),
      /** When it was kept, by the clock of the database. */
      at: instantSchema,
      event: runEventSchema,
    }),
  ),
  /** While it runs: what it has spent of each error budget so far, as shares of the whole ones that are known. */
  spent: z.record(z.string(), z.number()).optional(),
  /** When the budgets were judged that this is known from: of several, the one that was judged first. */
  spentAt: instantSchema.optional(),
});
export type RunEvents = z.output<typeof runEventsSchema>;

/** Only what came after this one. */
export const runEventsQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
});

export const drillTimelineSchema = pageSchema(timelineEventSchema);
export type DrillTimeline = z.output<typeof drillTimelineSchema>;

/** Who holds the lever: while anybody does, nothing runs and nothing starts. */
export const leverSchema = z.object({ pulls: z.array(pullSchema) });
export type Lever = z.output<typeof leverSchema>;

export const pullLeverSchema = z.strictObject({ reason });
export const releaseLeverSchema = z.strictObject({
  /** Every pull that is released, by its id: all that hold it. */
  pulls: z.array(z.uuid()).min(1).max(100),
  reason,
});

/** When drills of an experiment are to be, as its file has it. */
const drillTimesSchema = z.object({
  /** The first window. */
  start: instantSchema,
  end: instantSchema,
  timeZone: z.string(),
  rrule: z.string(),
  daysAhead: z.int(),
});

/** A schedule as it stands: what its file says, who turned it on, and what comes next. */
export const scheduleSchema = scheduleFactsSchema.extend({
  /** Absent where its file has errors, or no schedule any more. */
  times: drillTimesSchema.optional(),
  /** The next window that has not begun. */
  next: occasionSchema.optional(),
  /** Why no drill could be planned for it; it is tried again. */
  problem: z.string().optional(),
});
export type Schedule = z.output<typeof scheduleSchema>;
export const scheduleListSchema = z.object({ items: z.array(scheduleSchema) });

/** What each verb of a schedule takes: the body of `POST /schedules/{experiment}/<verb>`. */
export const scheduleBodies = {
  'turn-on': nothing,
  pause: z.strictObject({ reason }),
} as const;
export type ScheduleVerb = keyof typeof scheduleBodies;

/** An experiment of the portal. */
export const experimentViewSchema = z.object({
  /** By which drills are planned. */
  name: z.string(),
  title: z.string(),
  description: z.string().optional(),
  entity: z.string().optional(),
  scenario: z.string().optional(),
  runbook: z.string().optional(),
  /** Whether its file has a schedule. */
  scheduled: z.boolean().optional(),
  digest: z.string(),
  problems: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      line: z.int(),
      path: z.string(),
      rule: z.string(),
      message: z.string(),
    }),
  ),
});
export type ExperimentView = z.output<typeof experimentViewSchema>;
export const experimentListSchema = z.object({
  items: z.array(experimentViewSchema),
});
export type ExperimentList = z.output<typeof experimentListSchema>;
/** One with its text as it is written. */
export const experimentDetailSchema = experimentViewSchema.extend({
  text: z.string(),
  standardChanges: standardChangesSchema,
});
export type ExperimentDetail = z.output<typeof experimentDetailSchema>;

/** What has to be drilled, the most overdue first. */
export const drillPlanSchema = z.object({
  items: z.array(
    z.object({
      entity: z.string(),
      scenario: z.string(),
      tier: z.string(),
      lastAt: instantSchema.optional(),
      dueAt: instantSchema,
      overdueDays: z.int(),
    }),
  ),
});
export type DrillPlan = z.output<typeof drillPlanSchema>;

/** Which entity is asked about. */
export const entityDrillsQuerySchema = z.strictObject({
  entityRef: entityRefSchema,
});

/** Whether an entity is drilled. */
export const entityDrillsSchema = z.object({
  running: drillSchema.optional(),
  /** The newest of those that are over. */
  last: drillSchema.optional(),
  /** What of the plan is due first. */
  next: drillPlanSchema.shape.items.element.optional(),
});
export type EntityDrills = z.output<typeof entityDrillsSchema>;

/** Which change is asked about. */
export const changeDrillsQuerySchema = z.strictObject({
  change: changeNumberSchema,
});

/** What belongs to a change: its drills, or the experiments of which it permits one. */
export const changeDrillsSchema = z.object({
  /** The newest ones. */
  drills: z.array(drillSchema),
  /** Empty where it has a drill already, or permits none any more. */
  experiments: z.array(z.object({ name: z.string(), title: z.string() })),
});
export type ChangeDrills = z.output<typeof changeDrillsSchema>;

/** How well detection is predicted over all drills. */
export const detectionSchema = z.object({
  compared: z.int(),
  medianError: z.number().optional(),
  within: z.int(),
  missed: z.int(),
  surprises: z.int(),
  /** The newest first. Milliseconds. */
  drills: z.array(
    z.object({
      number: z.string(),
      title: z.string(),
      entity: z.string(),
      scenario: z.string().optional(),
      endedAt: instantSchema,
      predicted: z.number().optional(),
      measured: z.number().optional(),
      missed: z.boolean(),
    }),
  ),
});
export type Detection = z.output<typeof detectionSchema>;

/** What brings the journal of another tool. */
export const importJournalSchema = z.strictObject({
  entity: entityRefSchema,
  scenario: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a word such as latency'),
  /** As Chaos Toolkit wrote it. */
  journal: z.record(z.string(), z.json()),
});
export type ImportJournal = z.input<typeof importJournalSchema>;

export const importedJournalSchema = z.object({
  digest: z.string(),
  title: z.string(),
  entity: z.string(),
  scenario: z.string(),
  startedAt: instantSchema,
  endedAt: instantSchema,
  status: z.enum(journalStatuses),
  deviated: z.boolean(),
  importedBy: z.string(),
  importedAt: instantSchema,
});
export type ImportedJournal = z.output<typeof importedJournalSchema>;
/** So many are listed, the last ones that ended. */
export const JOURNALS_SHOWN = 200;
export const importedJournalsSchema = z.object({
  items: z.array(importedJournalSchema),
});
