const measured =
  'It follows from what sources measured up to that minute. What was counted of an objective is in its own evidence.';

/** Figures of objectives that no record proves, and why: none of them does. */
export const onlyStatedOfObjectives: Readonly<Record<string, string>> = {
  healthy: measured,
  exhausted: measured,
  burning: measured,
  budgetLeft: measured,
  alerts: 'Its alerts are in the evidence of their objectives.',
  unknown: measured,
};
