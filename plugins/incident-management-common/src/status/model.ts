import {
  entityRefSchema,
  instantSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  incidentFactsSchema,
  incidentStates,
  levels,
  statusUpdateSchema,
} from '../model';

/** How a system stands, in one word; the worst first. */
export const systemStates = [
  'outage',
  'degraded',
  'maintenance',
  'unknown',
  'operational',
] as const;
/** One of {@link systemStates}. */
export type SystemState = (typeof systemStates)[number];

/** So many days are shown, today among them. */
export const STATUS_DAYS = 14;

/** So far ahead what is planned is shown. */
export const STATUS_AHEAD_MS = 24 * 3_600_000;

/** An incident as far as it says how systems stand. */
export const statusIncidentSchema = incidentFactsSchema
  .pick({
    number: true,
    title: true,
    entities: true,
    state: true,
    times: true,
  })
  .extend({
    impact: z.enum(levels),
    state: z.enum(incidentStates),
    /** What was last told to those who do not work on it; absent where nothing was. */
    update: statusUpdateSchema
      .pick({ text: true, by: true, at: true, nextAt: true })
      .optional(),
  });
/** See {@link statusIncidentSchema}. */
export type StatusIncident = z.output<typeof statusIncidentSchema>;

/** An open incident on a status page. */
export const shownIncidentSchema = statusIncidentSchema.extend({
  /** How it leaves what it hits; `operational` once the service is as before. */
  effect: z.enum(['outage', 'degraded', 'operational']),
  /** The update that was promised is missing. */
  updateOverdue: z.boolean(),
});
/** See {@link shownIncidentSchema}. */
export type ShownIncident = z.output<typeof shownIncidentSchema>;

/** An approved change whose window is on. */
export const statusMaintenanceSchema = z.object({
  number: z.string(),
  title: z.string(),
  until: instantSchema,
});
/** See {@link statusMaintenanceSchema}. */
export type StatusMaintenance = z.output<typeof statusMaintenanceSchema>;

/** An approved change whose window opens within {@link STATUS_AHEAD_MS}. */
export const statusPlannedSchema = z.object({
  number: z.string(),
  title: z.string(),
  start: instantSchema,
  end: instantSchema,
});
/** See {@link statusPlannedSchema}. */
export type StatusPlanned = z.output<typeof statusPlannedSchema>;

/** How one system stands. */
export const systemStatusSchema = z.object({
  entityRef: entityRefSchema,
  title: z.string(),
  owner: entityRefSchema.optional(),
  state: z.enum(systemStates),
  /** How many entities belong to it. */
  parts: z.int(),
  /** Those that are open, the worst first. */
  incidents: z.array(shownIncidentSchema),
  maintenance: z.array(statusMaintenanceSchema),
  /** What is planned on it, the next first. */
  planned: z.array(statusPlannedSchema),
  /** The worst of each day in UTC, the oldest first. */
  history: z.array(
    z.object({ day: z.iso.date(), state: z.enum(systemStates) }),
  ),
});
/** See {@link systemStatusSchema}. */
export type SystemStatus = z.output<typeof systemStatusSchema>;

/** How every system of the catalog stands, as its reader may see it. */
export const statusPageSchema = z.object({
  at: instantSchema,
  /** Those that stand worst first. */
  systems: z.array(systemStatusSchema),
  /** Open incidents on what belongs to no system. */
  elsewhere: z.array(shownIncidentSchema),
  /** False while the change calendar cannot be read: what is planned is not known then. */
  knowsMaintenance: z.boolean(),
});
/** See {@link statusPageSchema}. */
export type StatusPage = z.output<typeof statusPageSchema>;
