import {
  defineEntries,
  EntryData,
  EntryType,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { countedSchema } from '../proof/counted';
import { correctionEntrySchemas } from '../corrections/entries';

/** The topic of the events of service levels. */
export const SERVICE_LEVEL_EVENT_TOPIC = 'service-levels';

const counts = z.strictObject({ bad: z.number(), total: z.number() });

/** A definition as it was when something was decided by it. */
const definition = z.strictObject({
  /** SHA-256 of the objective that it makes. */
  digest: z.string(),
  target: z.number(),
  /** As OpenSLO writes it. */
  window: z.string(),
  file: z.string(),
});

/** What led to an alert: enough to do the sum again. */
const reason = z.strictObject({
  /** The end of the last step that was judged; absent in entries of before it was kept. */
  at: z.iso.datetime().optional(),
  objective: z.string(),
  kind: z.enum(['burn', 'silence']),
  severity: z.enum(['page', 'ticket']),
  /** Milliseconds. */
  longWindow: z.number(),
  shortWindow: z.number(),
  /** Share of bad events that both windows have to be above. */
  threshold: z.number(),
  /** What the threshold was derived from, and what had to be seen; absent in entries of before it was kept. */
  burnRate: z.number().optional(),
  target: z.number().optional(),
  evidence: z
    .strictObject({
      lowTraffic: z.number(),
      failures: z.number(),
      chance: z.number(),
    })
    .optional(),
  long: counts,
  short: counts,
  /** What is left of the budget by what is measured; absent where nobody knows. */
  budgetLeft: z.number().optional(),
  /** Share of the window that is measured. */
  measured: z.number(),
  /** Milliseconds until it is spent, should it go on like this. */
  exhaustedIn: z.number().optional(),
  definition: z.string(),
});

const end = z.strictObject({
  at: z.iso.datetime().optional(),
  objective: z.string(),
  because: z.enum(['recovered', 'retired', 'heard-again']),
});

/** The ledger entries of service levels: the data of each type. */
export const serviceLevelEntries = defineEntries({
  'objective.defined': definition,
  'objective.changed': definition,
  /** The error budget policies in force from here on; named by their digest. */
  'error_budget_policy.activated': z.strictObject({
    digest: z.string(),
    previousDigest: z.string().nullable(),
    rules: z.json(),
  }),
  'objective.counted': countedSchema,
  'objective.retired': z.strictObject({ digest: z.string() }),
  'alert.pending': reason,
  'alert.fired': reason,
  'alert.raised': reason,
  'alert.lowered': reason,
  'alert.withdrawn': end,
  'alert.resolved': end,
  'alert.acknowledged': z.strictObject({
    objective: z.string(),
    comment: z.string().optional(),
  }),
  ...correctionEntrySchemas,
});

export type ServiceLevelEntries = typeof serviceLevelEntries.schemas;
export type ServiceLevelEntryType = EntryType<ServiceLevelEntries>;
export type AlertReason = EntryData<ServiceLevelEntries, 'alert.fired'>;
