import {
  callerRefSchema,
  instantSchema,
  recordNumber,
  sha256DigestSchema,
  slugSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { ParameterValues } from '../report/model';
import { phases, RunState, runStates } from './phases';

/** States in which a run goes no further by itself. */
export const endStates: readonly RunState[] = [
  'completed',
  'failed',
  'canceled',
];

/** Where one phase of a run stands. */
export const phaseStates = [
  'waiting',
  'running',
  'done',
  'failed',
  'skipped',
] as const;
/** One of {@link phaseStates}. */
export type PhaseState = (typeof phaseStates)[number];

/** Where one mail of a run stands. `unknown`: the mail server took it or not, and did not get to say. */
export const deliveryStates = ['waiting', 'sent', 'failed', 'unknown'] as const;
/** One of {@link deliveryStates}. */
export type DeliveryState = (typeof deliveryStates)[number];

/** Numbers of runs: `RUN0000042`. */
export const runNumber = recordNumber('RUN', 'run');

/** The name of a report: that of its folder. */
export const reportNameSchema = slugSchema;

/** Values of a report's parameters, by name. */
export const parameterValuesSchema: z.ZodType<
  ParameterValues,
  ParameterValues
> = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** The time that a report is about. The start belongs to it, the end does not. */
export const reportPeriodSchema = z.object({
  start: instantSchema,
  end: instantSchema,
  timeZone: z.string(),
});
export type ReportPeriod = z.output<typeof reportPeriodSchema>;

/** Why a run ended before its time. */
export const runFailureSchema = z.object({
  phase: z.enum(phases),
  /** The source that it is about, where it is about one. */
  source: z.string().optional(),
  /** What was wrong, in a sentence. */
  problem: z.string(),
  /** What would be right. */
  remedy: z.string(),
});
export type RunFailure = z.output<typeof runFailureSchema>;

/** One run of a report. */
export const runSchema = z.object({
  /** Random: it names the channel on which its pages are told to fetch it again. */
  id: z.uuid(),
  number: runNumber.schema,
  /** One up with each write of a person; progress alone does not count. */
  version: z.int(),
  report: reportNameSchema,
  /** Of the report, as it was then. */
  title: z.string(),
  reportDigest: sha256DigestSchema,
  parameters: parameterValuesSchema,
  period: reportPeriodSchema.optional(),
  state: z.enum(runStates),
  /** The phase at work, or the one it stopped in. */
  phase: z.enum(phases),
  requestedBy: callerRefSchema,
  requestedAt: instantSchema,
  /** The time its schedule named, for a run that a schedule asked for. */
  scheduledFor: instantSchema.optional(),
  /** When it has to be delivered. */
  deadline: instantSchema.optional(),
  startedAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
  failure: runFailureSchema.optional(),
  /** Rows brought from sources. */
  sourceRows: z.int().optional(),
  /** Rows of all answers. */
  resultRows: z.int().optional(),
  /** Rows of answers that are violations. */
  violations: z.int().optional(),
});
/** A run, as every reader of the API gets it. */
export type Run = z.output<typeof runSchema>;
