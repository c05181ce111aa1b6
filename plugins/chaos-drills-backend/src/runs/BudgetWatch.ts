import { DrillFacts } from '@countersign/plugin-chaos-drills-common';
import { DrillPreconditions } from '@countersign/plugin-chaos-drills-node';

/** So often nobody may know a budget before the drill stops: blind, it does not go on. */
const MOST_UNKNOWN = 6;

/** Stops a drill that spends more of an error budget than it may. */
export class BudgetWatch {
  #unknown = 0;

  constructor(
    private readonly facts: Pick<DrillFacts, 'budgets' | 'budgetsLeft'>,
    private readonly preconditions: Pick<DrillPreconditions, 'budgetsLeft'>,
    private readonly signal: AbortSignal,
  ) {}

  /** A reason to stop, or undefined. */
  readonly look = async (): Promise<string | undefined> => {
    const { budgets, budgetsLeft: atStart = {} } = this.facts;
    if (budgets.length === 0) return undefined;
    const left = await this.preconditions.budgetsLeft(
      budgets.map(({ objective }) => objective),
      this.signal,
    );
    const unknown = budgets.find(({ objective }) => !(objective in left));
    this.#unknown = unknown ? this.#unknown + 1 : 0;
    if (unknown && this.#unknown >= MOST_UNKNOWN) {
      return `Nobody knows how much of the budget of ${unknown.objective} is left.`;
    }
    for (const { objective, most } of budgets) {
      if (!(objective in left)) continue;
      const spent = (atStart[objective] ?? 1) - left[objective];
      if (spent > most) {
        return `It has spent ${percent(
          spent,
        )} of the budget of ${objective}, and may spend ${percent(most)}.`;
      }
      if (left[objective] <= 0) {
        return `Nothing is left of the budget of ${objective}.`;
      }
    }
    return undefined;
  };
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
