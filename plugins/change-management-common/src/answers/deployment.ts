import { z } from 'zod';
import {
  deploymentOutcomes,
  reconciliationVerdicts,
} from '../model/deployment';
import { stackAnswerSchema, digestSchema } from './parts';

export const reconciliationSchema = z.strictObject({
  verdict: z.enum(reconciliationVerdicts),
  /** Every reason, in sentences. */
  reasons: z.array(z.string()),
  /**
   * What ran is what the change was approved for, even if more went along or it ran at another time: the change is
   * implemented by it.
   */
  covers: z.boolean().optional(),
  /** The retrospective change that was opened. */
  retrospectiveChange: z.string().optional(),
  reconciledAt: z.string(),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

export const deploymentSchema = z.strictObject({
  id: z.string(),
  changeNumber: z.string().optional(),
  environment: z.string(),
  items: z.array(z.string()),
  outcome: z.enum(deploymentOutcomes),
  planDigest: digestSchema.optional(),
  commit: z.string().optional(),
  /** When that commit was made, where the report says so. */
  committedAt: z.string().optional(),
  stack: stackAnswerSchema.optional(),
  startedAt: z.string(),
  finishedAt: z.string(),
  /** The gate's answer the deployer acted on. */
  gateDecisionId: z.string().optional(),
  /** Unique per source: repeated reports are one deployment. */
  externalId: z.string(),
  url: z.string().optional(),
  notes: z.string().optional(),
  reportedBy: z.string(),
  /** Who deployed, where a pipeline reported for a person. */
  deployer: z.string().optional(),
  reportedAt: z.string(),
  reconciliation: reconciliationSchema,
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** What of a deployment figures are made of. */
export const countedDeploymentSchema = z.strictObject({
  id: z.string(),
  /** The change that covered it, or that was opened for it afterwards. */
  change: z.string().optional(),
  /** Whether that is an emergency. */
  isEmergency: z.boolean(),
  outcome: deploymentSchema.shape.outcome,
  startedAt: z.string(),
  finishedAt: z.string(),
  committedAt: z.string().optional(),
  reportedBy: z.string(),
  items: z.array(z.string()).optional(),
});
/** See {@link countedDeploymentSchema}. */
export type CountedDeployment = z.infer<typeof countedDeploymentSchema>;
