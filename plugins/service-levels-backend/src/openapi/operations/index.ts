import { Operation } from '@countersign/plugin-governance-node';
import { alertOperations } from './alerts';
import { spendingOperations } from './spending';
import { correctionOperations } from './corrections';
import { definitionOperations } from './definitions';
import { errorBudgetOperations } from './errorBudget';
import { evidenceOperations } from './evidence';
import { objectiveOperations } from './objectives';
import { Services } from './operation';
import { sourceOperations } from './sources';

/** Every route of the API. */
export const operations: readonly Operation<Services>[] = [
  ...objectiveOperations,
  ...spendingOperations,
  ...definitionOperations,
  ...sourceOperations,
  ...alertOperations,
  ...correctionOperations,
  ...errorBudgetOperations,
  ...evidenceOperations,
];
