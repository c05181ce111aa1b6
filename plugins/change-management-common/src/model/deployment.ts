import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { Stack } from './stack';

export const deploymentOutcomes = [
  'succeeded',
  'failed',
  'rolled_back',
] as const;
export type DeploymentOutcome = (typeof deploymentOutcomes)[number];

/** `never_run` belongs to a change, not to a deployment: it was approved and its window passed. */
export const reconciliationVerdicts = [
  'authorised',
  'unauthorised',
  'out_of_window',
  'scope_exceeded',
  'never_run',
] as const;
export type ReconciliationVerdict = (typeof reconciliationVerdicts)[number];

export interface Reconciliation {
  verdict: ReconciliationVerdict;
  /** Every reason, in sentences. */
  reasons: string[];
  /**
   * What ran is what the change was approved for, even if more went along or it ran at another time: the change is
   * implemented by it.
   */
  covers?: boolean;
  /** The retrospective change that was opened. */
  retrospectiveChange?: string;
  reconciledAt: string;
}

export interface Deployment {
  id: string;
  changeNumber?: string;
  environment: string;
  items: string[];
  outcome: DeploymentOutcome;
  planDigest?: Sha256Digest;
  commit?: string;
  stack?: Stack;
  startedAt: string;
  finishedAt: string;
  /** The gate's answer the deployer acted on. */
  gateDecisionId?: string;
  /** Unique per source: repeated reports are one deployment. */
  externalId: string;
  url?: string;
  notes?: string;
  reportedBy: string;
  /** Who deployed, where a pipeline reported for a person. */
  deployer?: string;
  reportedAt: string;
  reconciliation: Reconciliation;
}
