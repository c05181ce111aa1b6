import { AlertTier, budgetOf, exact } from '../arithmetic';
import { PairVerdict } from '../alerts/evaluate';
import { Objective } from '../openslo';
import { stepOf, windowLength } from '../window';

const LEAST_STEPS = 5;
const MOST = 3_600_000;
/** Had everything failed meanwhile, so much of the budget would be gone. */
const BUDGET_SHARE = 0.1;

/** How long an objective may hear nothing before somebody is told: milliseconds, from its target and its window. */
export function silenceAllowed({
  target,
  window,
}: Pick<Objective, 'target' | 'window'>): number {
  const length = windowLength(window);
  const spent = budgetOf(target).mul(exact(length)).mul(exact(BUDGET_SHARE));
  return Math.min(
    MOST,
    Math.max(LEAST_STEPS * stepOf(length), spent.valueOf()),
  );
}

/**
 * The silence as a verdict that an alert can live by: burning while nothing is heard.
 *
 * @param heardAt - When anything was heard last, or when listening began.
 */
export function judgeSilence(
  objective: Pick<Objective, 'target' | 'window'>,
  heardAt: number,
  now: number,
): PairVerdict {
  const long = silenceAllowed(objective);
  const tier: AlertTier = {
    severity: 'ticket',
    long,
    short: long,
    budgetShare: exact(BUDGET_SHARE),
  };
  const none = { bad: 0, total: 0 };
  return {
    tier,
    threshold: { burnRate: 0, errorRatio: 0 },
    long: none,
    short: none,
    state: now - heardAt > long ? 'burning' : 'quiet',
  };
}
