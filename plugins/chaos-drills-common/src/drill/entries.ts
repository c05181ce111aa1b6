import {
  callerRefSchema,
  defineEntries,
  entityRefSchema,
  instantSchema,
  sha256DigestSchema,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { gameDayEntrySchemas } from '../gameDay/entries';
import { scheduleEntrySchemas } from '../schedule/entries';
import { journalStatuses, outcomes } from '../run/journal';
import {
  budgetClaimSchema,
  changeReportSchema,
  drillNumber,
  measurementSchema,
  predictionOfSchema,
  recoverySchema,
  responseSchema,
  scheduledForSchema,
} from './model';

const reason = textSchema.min(3).max(2000);
const name = textSchema.min(1).max(200);
const targets = z.array(textSchema.min(1).max(500)).min(1).max(100);

/** What was known when a drill was started: whoever verifies it asks the judge again with it. */
export const startWorldSchema = z.object({
  at: instantSchema,
  /** Absent where there is none of that number. */
  change: z
    .object({
      number: name,
      mayGoAhead: z.boolean(),
      /** Why it may not. */
      why: textSchema.max(2000).optional(),
      /** Who approved it, each once. */
      approvedBy: z.array(callerRefSchema).max(100).optional(),
      /** By which template of standard changes it was approved beforehand. */
      template: name.optional(),
      /** The answer of the gate, where it is on record. */
      gateDecision: z.uuid().optional(),
    })
    .optional(),
  /** Freezes that hold at the moment. */
  freezes: z.array(z.object({ title: name, until: instantSchema.optional() })),
  /** Whether drills are allowed at this hour, and if not, when next. */
  hours: z.object({ open: z.boolean(), opensAt: instantSchema.optional() }),
  /** Open ones on the targets or what hangs on them. */
  incidents: z.array(z.object({ number: name, entity: entityRefSchema })),
  /** What is left of each error budget, as a share; absent where nobody knows. */
  budgetsLeft: z.record(z.string(), z.number()),
  /** What it costs each error budget, estimated at this moment; absent where nobody knows, as before 28 November 2026. */
  estimates: z
    .record(
      z.string(),
      z.object({
        costs: z.number().min(0),
        /** The traffic that the window holds when the fault is over, as the time in which it comes. Milliseconds. */
        holds: z.number().gt(0),
        window: z.number().gt(0),
      }),
    )
    .optional(),
  /** Pulls of the lever that nobody released. */
  pulls: z.array(name),
  /** Other drills that run on one of the targets. */
  running: z.array(z.object({ number: name, target: name })),
  /** Resolved again at this moment. */
  targets: z.array(name),
});
export type StartWorld = z.output<typeof startWorldSchema>;

/** The ledger entries of drills, of game days, of schedules and of the lever. */
export const drillEntries = defineEntries({
  ...gameDayEntrySchemas,
  ...scheduleEntrySchemas,
  'drill.planned': z.object({
    title: name,
    entity: entityRefSchema,
    team: entityRefSchema.optional(),
    experiment: sha256DigestSchema,
    change: name.optional(),
    targets,
    budgets: z.array(budgetClaimSchema),
    scenario: name.optional(),
    predicted: z.array(predictionOfSchema).optional(),
    /** One that is over, of the same entity and scenario. */
    retestOf: drillNumber.schema.optional(),
    schedule: scheduledForSchema.optional(),
  }),
  'drill.started': z.object({
    world: startWorldSchema,
    /** The plugin that asked for whoever started it, such as `plugin:scaffolder`. */
    via: name.optional(),
  }),
  'drill.stop_asked': z.object({
    reason,
    /** The entry by which the lever was pulled, where that stopped it. */
    pull: name.optional(),
  }),
  'drill.ended': z.object({
    outcome: z.enum(outcomes),
    reasons: z.array(textSchema.max(2000)).max(100),
    /** Of the journal's bytes. */
    journal: sha256DigestSchema,
    /** When the first fault began, and when the last one was over; absent where none was injected. */
    faults: z.object({ from: instantSchema, to: instantSchema }).optional(),
    /** When a probe saw for the first time that something is wrong; absent where none did. */
    firstBad: instantSchema.optional(),
    /** Absent where nothing was to recover, or nobody could look. */
    recovered: recoverySchema.optional(),
  }),
  /** Once it is over: whether it was noticed, how soon, and what it spent. */
  'drill.measured': measurementSchema,
  /** Once the incident of its alert is over: when people did what. */
  'drill.responded': responseSchema,
  /** A lesson, or what somebody saw who watched. */
  'drill.noted': z.object({ text: textSchema.min(1).max(4000) }),
  /** Its run stands on its change, as a deployment. */
  'drill.reported': changeReportSchema,
  'drill.problem_opened': z.object({ problem: name }),
  'drill.canceled': z.object({ reason }),
  /** The journal of another tool. It proves nothing of what that tool did. */
  'journal.imported': z.object({
    title: name,
    entity: entityRefSchema,
    scenario: name,
    startedAt: instantSchema,
    endedAt: instantSchema,
    status: z.enum(journalStatuses),
    deviated: z.boolean(),
    /** Of its bytes. */
    journal: sha256DigestSchema,
  }),
  'lever.pulled': z.object({ reason }),
  'lever.released': z.object({ pulls: z.array(name).min(1), reason }),
});

/** The data of each entry, by its type. */
export type DrillEntrySchemas = typeof drillEntries.schemas;
