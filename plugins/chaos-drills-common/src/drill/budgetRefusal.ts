import { Refusal, refuse } from '@countersign/plugin-governance-common';
import { BudgetEstimate } from '../detection/predictDetection';
import { StartWorld } from './entries';
import { BudgetClaim } from './model';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** Above so many of a unit the next larger one says enough. */
const MOST_OF_UNIT = 120;

/** Whether an error budget keeps a drill from starting. What is not known is not there: a drill never spends blindly. */
export function budgetRefusal(
  { objective, costs: planned, most }: BudgetClaim,
  { budgetsLeft, estimates = {} }: StartWorld,
): Refusal | undefined {
  const estimate = Object.hasOwn(estimates, objective)
    ? estimates[objective]
    : undefined;
  // Traffic and what the window holds have changed since it was planned.
  const costs = estimate?.costs ?? planned;
  if (costs > most) {
    const thin = estimate && thinWindow(estimate, most);
    return refusal(
      `The drill costs about ${percent(
        costs,
      )} of the budget of ${objective}, and may spend ${percent(most)}${
        thin ? `: ${thin.why}` : ''
      }.`,
      thin?.remedy ??
        'Make the fault shorter or smaller, or raise budget-share.',
    );
  }
  const left = Object.hasOwn(budgetsLeft, objective)
    ? budgetsLeft[objective]
    : undefined;
  if (left === undefined) {
    return refusal(
      `Nobody knows how much of the budget of ${objective} is left.`,
      'Wait until it is measured again.',
    );
  }
  return left < most
    ? refusal(
        `${percent(
          Math.max(left, 0),
        )} of the budget of ${objective} is left, and the drill may spend ${percent(
          most,
        )}.`,
        'Wait until the budget has recovered, or lower budget-share.',
      )
    : undefined;
}

/** Where it is too much only since the window holds little traffic yet: that, and when it holds enough. */
function thinWindow(
  { costs, holds, window }: BudgetEstimate,
  most: number,
): { why: string; remedy: string } | undefined {
  const enough = (costs * holds) / most;
  if (enough > window) return undefined;
  return {
    why: `its window of ${span(window)} will hold ${span(
      holds,
    )} of traffic, and needs ${span(enough)}`,
    remedy: `Wait ${span(
      enough - holds,
    )} with traffic as it is now, or make the fault shorter or smaller.`,
  };
}

function refusal(message: string, remedy: string): Refusal {
  return refuse('budget', message, remedy).refusal;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

/** Rounded up: who waits so long has waited long enough. */
function span(ms: number): string {
  if (ms <= MOST_OF_UNIT * SECOND_MS) return `${Math.ceil(ms / SECOND_MS)} s`;
  return ms <= MOST_OF_UNIT * MINUTE_MS
    ? `${Math.ceil(ms / MINUTE_MS)} min`
    : `${Math.ceil(ms / HOUR_MS)} h`;
}
