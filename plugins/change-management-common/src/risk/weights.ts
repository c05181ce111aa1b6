/**
 * Points each factor adds at its full value. They add up to more than 100, and the score is held at 100: a change need
 * not be bad in every respect to be very risky.
 */
export const factorWeights = {
  'item.tier': 20,
  'item.impact': 15,
  'plan.destroys': 20,
  'plan.replaces': 12,
  'plan.iam': 8,
  'plan.network': 8,
  'plan.database': 8,
  environment: 10,
  history: 15,
  'schedule.hours': 6,
  'schedule.freeze': 6,
  'readiness.test': 6,
  'readiness.backout': 8,
} as const;

/** The version of weights, thresholds, floors and formulas; any edit of them is another. */
export const riskModel = 'countersign-risk/1';
