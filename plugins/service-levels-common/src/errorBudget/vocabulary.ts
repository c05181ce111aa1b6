import {
  ConfiguredWords,
  environmentTerm,
  itemVocabulary,
  predicateOver,
  Vocabulary,
} from '@countersign/plugin-governance-common';
import { objectiveStates } from '../engine/objectiveState';

const always = true;

/** The objective is of what is changed, or of what that supports. */
export const budgetRelations = ['own', 'supports'] as const;
export type BudgetRelation = (typeof budgetRelations)[number];

/** What a policy's predicate can say: the properties of a `BudgetSubject`. */
export function errorBudgetVocabulary(
  configured: ConfiguredWords = {},
): Vocabulary {
  const component = Object.entries(itemVocabulary(configured)).map(
    ([path, term]) => [`component.${path}`, { ...term, example: undefined }],
  );
  return {
    'budget.state': {
      holds: 'text',
      values: objectiveStates,
      always,
      example: 'exhausted',
    },
    'objective.id': { holds: 'text', always },
    relation: { holds: 'text', values: budgetRelations, always },
    'change.type': {
      holds: 'text',
      values: ['normal', 'standard', 'emergency', 'retrospective'],
      always,
    },
    'change.category': { holds: 'text', always },
    'change.environment': {
      ...environmentTerm(configured.environments),
      always,
    },
    'change.reliabilityFix': { holds: 'flag', always },
    ...Object.fromEntries(component),
  };
}

/** Of error budget policies. */
export const errorBudgetPredicateSchema = predicateOver(
  errorBudgetVocabulary(),
  'an error budget, its objective, the component and the change',
);
