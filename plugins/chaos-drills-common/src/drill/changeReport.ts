import { Outcome } from '../run/journal';

/** The words of change management for how a deployment went. */
type DeploymentOutcome = 'succeeded' | 'failed' | 'rolled_back';

/**
 * What the run of a drill is to its change. That a drill deviates is what it was carried out to learn, so the change succeeded;
 * what was broken off was rolled back, and what could not be played as planned failed.
 */
export function deploymentOutcome(outcome: Outcome): DeploymentOutcome {
  const outcomes: Record<Outcome, DeploymentOutcome> = {
    passed: 'succeeded',
    deviated: 'succeeded',
    stopped: 'rolled_back',
    interrupted: 'rolled_back',
    failed: 'failed',
  };
  return outcomes[outcome];
}
