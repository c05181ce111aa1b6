import { DrillFacts, RunEvents } from '@countersign/plugin-chaos-drills-common';
import { ServiceLevelFigures } from '@countersign/plugin-service-levels-node';

/** However many watch a drill, the budgets are asked for so often. */
const ASK_AGAIN_MS = 2_000;
const ANSWER_MS = 10_000;

/** What a drill has spent of whole budgets, and when they were judged. */
export type Spent = Pick<RunEvents, 'spent' | 'spentAt'>;

interface Asked {
  at: number;
  spent: Promise<Spent>;
}

/** What drills that run have spent of each error budget so far, for those who watch them. */
export class SpentSoFar {
  readonly #asked = new Map<string, Asked>();

  constructor(
    private readonly serviceLevels: Pick<ServiceLevelFigures, 'getObjective'>,
    private readonly now: () => Date,
  ) {}

  /** Empty where it does not run or nobody knows. */
  async of(facts: DrillFacts): Promise<Spent> {
    const { number, state, budgets, budgetsLeft } = facts;
    if (state !== 'running' || !budgetsLeft || budgets.length === 0) {
      this.#asked.delete(number);
      return {};
    }
    const at = this.now().getTime();
    let asked = this.#asked.get(number);
    if (!asked || at - asked.at >= ASK_AGAIN_MS) {
      asked = { at, spent: this.#ask(facts, budgetsLeft) };
      this.#asked.set(number, asked);
    }
    return asked.spent;
  }

  async #ask(
    { budgets }: DrillFacts,
    atStart: Record<string, number>,
  ): Promise<Spent> {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const told = await Promise.all(
      budgets.map(async ({ objective: id }) => {
        // Whoever watches sees the run all the same where nobody answers.
        const found = await this.serviceLevels
          .getObjective(id, { signal })
          .catch(() => undefined);
        const { budgetLeft, evaluatedAt } = found ?? {};
        return budgetLeft !== undefined && Object.hasOwn(atStart, id)
          ? [{ id, share: atStart[id] - budgetLeft, evaluatedAt }]
          : [];
      }),
    );
    const known = told.flat();
    if (known.length === 0) return {};
    const spentAt = known
      .flatMap(({ evaluatedAt }) => evaluatedAt ?? [])
      .sort((a, b) => Date.parse(a) - Date.parse(b))
      .at(0);
    return {
      spent: Object.fromEntries(known.map(({ id, share }) => [id, share])),
      ...(spentAt !== undefined && { spentAt }),
    };
  }
}
