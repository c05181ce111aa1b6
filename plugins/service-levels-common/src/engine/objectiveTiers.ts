import { AlertSeverity, AlertTier, alertTiers, exact } from '../arithmetic';
import { BurnCondition, Objective } from '../openslo';
import { stepOf, windowLength } from '../window';

const FINE_UP_TO = 6 * 3_600_000;
const COARSE_STEP = 300_000;

/** The pairs of windows an objective alerts by: those of its own alert policies, or else those of its window. */
export function tiersOf(
  objective: Pick<Objective, 'window' | 'conditions'>,
): AlertTier[] {
  const window = windowLength(objective.window);
  const step = stepOf(window);
  const { conditions } = objective;
  if (conditions.length === 0) return alertTiers(window, step);
  return conditions
    .map(condition => tierOf(condition, window, step))
    .sort((a, b) =>
      b.budgetShare.div(b.long).compare(a.budgetShare.div(a.long)),
    );
}

/** A condition of OpenSLO has one window: it is its own short one. */
function tierOf(
  { threshold, lookback, severity, alertAfter }: BurnCondition,
  window: number,
  step: number,
): AlertTier {
  const grain = lookback > FINE_UP_TO ? COARSE_STEP : step;
  const long = Math.ceil(lookback / grain) * grain;
  return {
    severity: severityOf(severity),
    long,
    short: long,
    budgetShare: exact(threshold).mul(long).div(window),
    ...(alertAfter > 0 && { pending: alertAfter }),
  };
}

/** OpenSLO leaves the words open: these wake somebody. */
function severityOf(words: string): AlertSeverity {
  return /page|critical|fatal|high|emergency/i.test(words) ? 'page' : 'ticket';
}
