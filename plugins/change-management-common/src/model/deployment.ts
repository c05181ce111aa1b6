export type { Reconciliation, Deployment } from '../answers/deployment';

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
