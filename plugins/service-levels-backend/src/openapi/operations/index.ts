import { Operation } from '@countersign/plugin-governance-node';
import { alertOperations } from './alerts';
import { budgetOperations } from './budgets';
import { correctionOperations } from './corrections';
import { definitionOperations } from './definitions';
import { errorBudgetOperations } from './errorBudget';
import { objectiveOperations } from './objectives';
import { Services } from './operation';
import { sourceOperations } from './sources';

/** Every route of the API. */
export const operations: readonly Operation<Services>[] = [
  ...objectiveOperations,
  ...budgetOperations,
  ...definitionOperations,
  ...sourceOperations,
  ...alertOperations,
  ...correctionOperations,
  ...errorBudgetOperations,
];
