import { z } from 'zod';
import { closeCodes } from '../model/change';
import { riskLevels } from '../model/risk';
import { durationStatisticsSchema, rateStatisticsSchema } from './parts';
import { riskBandOutcomeSchema } from './risk';

/** The figures of one slice (all, a team, a risk band). */
export const metricsSliceSchema = z.strictObject({
  /** Changes closed `successful` ÷ closed implemented changes. */
  successRate: rateStatisticsSchema,
  /** How the closed ones ended: together, as many as the success rate divides by. */
  outcomes: z.record(z.enum(closeCodes), z.number()),
  /** Approval asked for → approved, seconds. */
  leadTimeToApproval: durationStatisticsSchema,
  /** Emergency changes ÷ submitted changes. */
  emergencyShare: rateStatisticsSchema,
});
export type MetricsSlice = z.infer<typeof metricsSliceSchema>;

export const metricsReportSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** Whether demo data counts as well, as it does where a portal has been given some. */
  includesDemo: z.boolean(),
  all: metricsSliceSchema,
  byTeam: z.array(
    metricsSliceSchema.extend({
      team: z.string(),
    }),
  ),
  byRisk: z.array(
    metricsSliceSchema.extend({
      level: z.enum(riskLevels),
    }),
  ),
  /** Of those who asked for emergency changes, who asked for most first: how many of their changes were emergencies. */
  emergenciesByPerson: z.array(
    z.strictObject({
      person: z.string(),
      emergencyShare: rateStatisticsSchema,
    }),
  ),
  /** By calendar week (UTC, ISO weeks), for the chart. */
  byWeek: z.array(
    z.strictObject({
      week: z.string(),
      opened: z.number(),
      closed: z.number(),
      failed: z.number(),
    }),
  ),
  bands: z.array(riskBandOutcomeSchema),
  /** What each figure means, what it covers and what it leaves out. */
  definitions: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      definition: z.string(),
      exclusions: z.string(),
    }),
  ),
});
export type MetricsReport = z.infer<typeof metricsReportSchema>;
