import { AlertTier, budgetOf, exact } from '../arithmetic';
import { PairVerdict } from '../alerts/evaluate';
import { Objective } from '../openslo';
import { stepOf, windowLength } from '../window';

const LEAST_STEPS = 5;
const MOST = 3_600_000;
/** Had everything failed meanwhile, so much of the budget would be gone. */
const BUDGET_SHARE = 0.1;
const BUDGET_PART = exact(BUDGET_SHARE);

/** The same is asked of each objective each minute, and takes exact arithmetic. */
const known = new WeakMap<object, number>();

/** How long an objective may hear nothing before somebody is told: milliseconds, from its target and its window. */
export function silenceAllowed(
  objective: Pick<Objective, 'target' | 'window'>,
): number {
  let allowed = known.get(objective);
  if (allowed === undefined) {
    allowed = workOut(objective);
    known.set(objective, allowed);
  }
  return allowed;
}

function workOut({
  target,
  window,
}: Pick<Objective, 'target' | 'window'>): number {
  const length = windowLength(window);
  const spent = budgetOf(target).mul(exact(length)).mul(BUDGET_PART);
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
    budgetShare: BUDGET_PART,
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
