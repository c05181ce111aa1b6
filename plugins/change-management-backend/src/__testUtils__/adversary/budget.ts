import {
  GateCheckSource,
  GateDemandAnswer,
} from '@countersign/plugin-change-management-node';
import { groups } from './estate';

/** What is left of the error budget of everything there is. */
export const budgetsLeft = ['plenty', 'little', 'none'] as const;
export type BudgetLeft = (typeof budgetsLeft)[number];

/** What another area knows, and what its policy makes of it. */
export interface Budget {
  left: BudgetLeft;
  /** A policy that asks for more. */
  strict: boolean;
  /** Nobody can ask. */
  down: boolean;
}

export const atFirst: Budget = { left: 'plenty', strict: false, down: false };

/** What the other area demands by its policy. */
export function demandedBy({
  left,
  strict,
}: Omit<Budget, 'down'>): GateDemandAnswer | undefined {
  const owners = { ownersOf: 'items' as const, count: 1 };
  const board = { group: groups.board, count: 1 };
  switch (left) {
    case 'plenty':
      return undefined;
    case 'little':
      return {
        allows: 'any',
        require: strict ? [board, owners] : [board],
        text: 'Little is left.',
      };
    default:
      return {
        allows: 'reliability',
        require: strict ? [board] : [],
        text: 'Nothing is left.',
      };
  }
}

/** What holds while nobody can ask. */
export const whenDown: GateDemandAnswer = {
  allows: 'reliability',
  require: [],
  text: 'Nobody knows what is left.',
};

/** The budget of a game: how it stands, and how it stood. */
export class BudgetOfGame {
  now: Budget = atFirst;
  readonly #past: { at: number; budget: Budget }[] = [];

  become(at: number, change: Partial<Budget>): void {
    this.now = { ...this.now, ...change };
    this.#past.push({ at, budget: this.now });
  }

  /** As the other area tells it, which knows its own past. */
  asCheck(since: (instant: string) => number): GateCheckSource {
    return {
      id: 'budget',
      title: 'Budget',
      check: async ({ at, past }) => {
        if (this.now.down) throw new Error('It is down');
        return demandedBy(past ? this.#at(since(at)) : this.now);
      },
      otherwise: () => whenDown,
    };
  }

  #at(moment: number): Budget {
    return (
      this.#past.filter(({ at }) => at <= moment).at(-1)?.budget ?? atFirst
    );
  }
}
