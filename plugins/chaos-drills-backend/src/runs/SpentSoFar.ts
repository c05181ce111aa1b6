import { DrillFacts } from '@countersign/plugin-chaos-drills-common';
import { DrillPreconditions } from '@countersign/plugin-chaos-drills-node';

/** However many watch a drill, the budgets are asked for so often. */
const ASK_AGAIN_MS = 5_000;
const ANSWER_MS = 10_000;

interface Asked {
  at: number;
  spent: Promise<Record<string, number>>;
}

/** What drills that run have spent of each error budget so far, for those who watch them. */
export class SpentSoFar {
  readonly #asked = new Map<string, Asked>();

  constructor(
    private readonly preconditions: Pick<DrillPreconditions, 'budgetsLeft'>,
    private readonly now: () => Date,
  ) {}

  /** Shares of whole budgets; undefined where it does not run or nobody knows. */
  async of(facts: DrillFacts): Promise<Record<string, number> | undefined> {
    const { number, state, budgets, budgetsLeft } = facts;
    if (state !== 'running' || !budgetsLeft || budgets.length === 0) {
      this.#asked.delete(number);
      return undefined;
    }
    const at = this.now().getTime();
    let asked = this.#asked.get(number);
    if (!asked || at - asked.at >= ASK_AGAIN_MS) {
      asked = { at, spent: this.#ask(facts, budgetsLeft) };
      this.#asked.set(number, asked);
    }
    // Whoever watches sees the run all the same.
    return asked.spent.catch(() => undefined);
  }

  async #ask(
    { budgets }: DrillFacts,
    atStart: Record<string, number>,
  ): Promise<Record<string, number>> {
    const left = await this.preconditions.budgetsLeft(
      budgets.map(({ objective }) => objective),
      AbortSignal.timeout(ANSWER_MS),
    );
    return Object.fromEntries(
      budgets.flatMap(({ objective }): [string, number][] =>
        objective in left && objective in atStart
          ? [[objective, atStart[objective] - left[objective]]]
          : [],
      ),
    );
  }
}
