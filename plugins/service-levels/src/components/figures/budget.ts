import {
  budgetLeftOf,
  budgetOf,
  ObjectiveSummary,
} from '@countersign/plugin-service-levels-common';

/**
 * What is left of the budget of the whole window: what is not measured of it is taken to have had as much traffic, and
 * nothing bad. Below 0 it is overspent; undefined where there is no figure.
 */
export function leftOf({
  burnRate,
  measured = 1,
}: Pick<ObjectiveSummary, 'burnRate' | 'measured'>): number | undefined {
  return burnRate === undefined
    ? undefined
    : budgetLeftOf({ burnRate }, measured);
}

/** Milliseconds of complete failure that a target allows in a window. */
export function failureAllowed({
  target,
  window,
}: Pick<ObjectiveSummary, 'target' | 'window'>): number {
  return budgetOf(target).mul(window).valueOf();
}
