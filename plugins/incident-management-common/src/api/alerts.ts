import {
  countedPageSchema,
  entityRefSchema,
  instantSchema,
  many,
  pageQuery,
  pageSchema,
  slugSchema,
  strictly,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  alertSeverities,
  alertSignalSchema,
  intakeKinds,
  mappingTrialSchema,
} from '../intake';
import { silenceSchema, silenceStates } from '../silences';

const flag = z.stringbool().or(z.boolean());
const instant = instantSchema;

export const alertStates = [
  'unknown',
  'firing',
  'acknowledged',
  'resolved',
] as const;

/** An alert as readers of the API get it. */
export const alertViewSchema = z.object({
  id: z.uuid(),
  /** As configuration names the sender. */
  integration: z.string(),
  kind: z.string(),
  key: z.string(),
  group: z.uuid(),
  state: z.enum(alertStates),
  severity: z.enum(alertSeverities).optional(),
  title: z.string(),
  text: z.string(),
  condition: z.string(),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  receivedAt: instant,
  firstReceivedAt: instant,
  /** How many signals of it came. */
  signals: z.int(),
  labels: alertSignalSchema.shape.labels,
  annotations: alertSignalSchema.shape.annotations,
  values: alertSignalSchema.shape.values,
  links: alertSignalSchema.shape.links,
});
export type AlertView = z.output<typeof alertViewSchema>;

const suppressionSchema = z.object({
  by: z.enum(['silence', 'maintenance']),
  id: z.string(),
  title: z.string(),
  until: instant,
});

/** Alerts of one condition on one entity. */
export const alertGroupSchema = z.object({
  id: z.uuid(),
  /** Absent, no rule leads from its alerts to an entity: somebody has to say. */
  entityRef: z.string().optional(),
  condition: z.string(),
  integration: z.string(),
  title: z.string(),
  severity: z.enum(alertSeverities).optional(),
  state: z.enum(['firing', 'quiet']),
  /** So many of its alerts fire. */
  firing: z.int(),
  alerts: z.int(),
  /** Why nothing is opened for it. */
  because: z
    .enum(['over', 'suppressed', 'minor', 'settled', 'unmapped'])
    .optional(),
  suppressions: z.array(suppressionSchema),
  /** Approved changes on the entity in whose window it fires. */
  changes: z.array(z.object({ number: z.string(), title: z.string() })),
  /** Open incidents on what the entity depends on, and how it does. */
  offers: z.array(
    z.object({
      number: z.string(),
      entityRef: z.string(),
      path: z.array(
        z.object({ from: z.string(), relation: z.string(), to: z.string() }),
      ),
      /** Whether the reader may merge the group's own incident into it. */
      mayMerge: z.boolean().optional(),
    }),
  ),
  /** Who was told of it last, and when, where it leads to no entity. */
  told: z.object({ at: instant, recipients: z.array(z.string()) }).optional(),
  /** The last incident that it led to. */
  incident: z.string().optional(),
  beganAt: instant.optional(),
  updatedAt: instant,
});
export type AlertGroup = z.output<typeof alertGroupSchema>;

export const listAlertGroupsSchema = z.strictObject({
  /** Those that no rule leads to an entity, and that fire: the triage queue. */
  triage: flag.optional(),
  firing: flag.optional(),
  entityRef: many(entityRefSchema),
  incident: z.string().max(40).optional(),
  ...pageQuery,
});
export type ListAlertGroups = z.input<typeof listAlertGroupsSchema>;
export type AlertGroupFilters = z.output<typeof listAlertGroupsSchema>;
export const alertGroupPageSchema = pageSchema(alertGroupSchema);
export type AlertGroupPage = z.output<typeof alertGroupPageSchema>;

export const listAlertsSchema = z.strictObject({
  group: z.uuid().optional(),
  integration: many(slugSchema),
  state: many(z.enum(alertStates)),
  ...pageQuery,
});
export type ListAlerts = z.input<typeof listAlertsSchema>;
export type AlertFilters = z.output<typeof listAlertsSchema>;
export const alertPageSchema = pageSchema(alertViewSchema);
export type AlertPage = z.output<typeof alertPageSchema>;

/** What happened to an alert, newest first: repeats are counted and not listed. */
export const alertHistorySchema = z.object({
  items: z.array(
    z.object({
      news: z.enum([
        'began',
        'repeated',
        'ended',
        'acknowledged',
        'stale',
        'unmatched',
      ]),
      at: instant,
      episode: instant,
    }),
  ),
});
export type AlertHistory = z.output<typeof alertHistorySchema>;

/** What was received when an alert began, for an auditor: the newest first. */
export const alertPayloadsSchema = z.object({
  /** The alert's id. */
  of: z.uuid(),
  payloads: z.array(
    z.object({
      /** SHA-256 of the body in UTF-8, as incidents name it in the ledger. */
      digest: z.string(),
      integration: z.string(),
      kind: z.string(),
      receivedAt: instant,
      /** Without secrets. */
      body: z.string(),
    }),
  ),
});
export type AlertPayloads = z.output<typeof alertPayloadsSchema>;

/** Says which entity alerts are about that no rule leads to one. */
export const assignGroupSchema = strictly({ entityRef: entityRefSchema });
export type AssignGroup = z.input<typeof assignGroupSchema>;

/** A payload as a sender would post it. */
export const tryMappingSchema = strictly({
  integration: slugSchema.optional(),
  kind: z.enum(intakeKinds).optional(),
  payload: z.json(),
}).refine(({ integration, kind }) => integration || kind, {
  message: 'is needed where no integration is named',
  path: ['kind'],
});
export type TryMapping = z.input<typeof tryMappingSchema>;

/** What would become of a payload. */
export const mappingTryoutSchema = z.object({
  problems: z.array(z.string()),
  notes: z.array(z.string()),
  signals: z.array(
    z.object({
      signal: alertSignalSchema,
      entityRef: z.string().optional(),
      trials: z.array(mappingTrialSchema),
    }),
  ),
});
export type MappingTryout = z.output<typeof mappingTryoutSchema>;

/** What could not be read. */
export const deadLetterSchema = z.object({
  id: z.uuid(),
  integration: z.string(),
  kind: z.string(),
  /** Without secrets. Absent where it was too large to be taken. */
  body: z.string().optional(),
  problems: z.array(z.string()),
  receivedAt: instant,
  settledAt: instant.optional(),
  settledBy: z.string().optional(),
  settledAs: z.enum(['replayed', 'discarded']).optional(),
});
export type DeadLetter = z.output<typeof deadLetterSchema>;
export const listDeadLettersSchema = z.strictObject({
  settled: flag.optional(),
  integration: many(slugSchema),
  ...pageQuery,
});
export type ListDeadLetters = z.input<typeof listDeadLettersSchema>;
export type DeadLetterFilters = z.output<typeof listDeadLettersSchema>;
export const deadLetterPageSchema = pageSchema(deadLetterSchema);
export type DeadLetterPage = z.output<typeof deadLetterPageSchema>;

/** Who sends alerts here, and how that goes. Credentials are not in it. */
export const integrationSchema = z.object({
  name: z.string(),
  kind: z.string(),
  /** Kinds of credentials that are valid now: two while one is replaced. */
  credentials: z.array(z.string()),
  lastAt: instant.optional(),
  lastTestAt: instant.optional(),
  /** What its sender leaves out, and what to set. */
  notes: z.array(z.string()),
});
export const integrationsSchema = z.object({
  items: z.array(integrationSchema),
  /** Deliveries that wait to be read. */
  waiting: z.int(),
  /** Who is told of alerts that lead to no entity; nobody is where it is empty. */
  tellsUnmapped: z.array(z.string()),
});
export type Integrations = z.output<typeof integrationsSchema>;

export const listSilencesSchema = z.strictObject({
  state: many(z.enum(silenceStates)),
  author: many(entityRefSchema),
  ...pageQuery,
});
export type ListSilences = z.input<typeof listSilencesSchema>;
export type SilenceFilters = z.output<typeof listSilencesSchema>;
/** A silence in a list, with what it keeps quiet. */
export const listedSilenceSchema = silenceSchema.extend({
  /** So many groups of alerts fire, and are kept quiet by it, right now. */
  quiet: z.int(),
});
export type ListedSilence = z.output<typeof listedSilenceSchema>;
export const silencePageSchema = countedPageSchema(listedSilenceSchema);
export type SilencePage = z.output<typeof silencePageSchema>;

/** Maintenance windows of the change calendar that keep alerts quiet now. */
export const runningMaintenanceSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      until: instant,
      /** Approved changes on what it covers, whose windows are on too. */
      changes: z.array(z.object({ number: z.string(), title: z.string() })),
      /** So many groups of alerts fire, and are kept quiet by it. */
      quiet: z.int(),
    }),
  ),
  /** Whether windows keep alerts quiet at all, by configuration. */
  isOn: z.boolean(),
  /** False while the change calendar cannot be read: alerts are heard then. */
  isKnown: z.boolean(),
});
export type RunningMaintenanceAnswer = z.output<
  typeof runningMaintenanceSchema
>;
