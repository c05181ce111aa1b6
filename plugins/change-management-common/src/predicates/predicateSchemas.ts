import { FilterPredicate } from '@backstage/filter-predicates';
import { z } from 'zod';
import { predicateProblems } from './predicateProblems';
import { itemVocabulary, policyVocabulary, Vocabulary } from './vocabulary';

/**
 * A predicate that speaks of what there is to speak of. What a portal's configuration decides besides, its environments
 * and kinds, is checked by who knows the configuration.
 */
function predicateOver(vocabulary: Vocabulary, about: string) {
  return z
    .custom<FilterPredicate>()
    .superRefine((predicate, context) => {
      for (const { path, message } of predicateProblems(
        predicate,
        vocabulary,
      )) {
        context.addIssue({ code: 'custom', path, message });
      }
    })
    .meta({
      type: 'object',
      description: `A Backstage filter predicate over ${about}: ${Object.keys(
        vocabulary,
      ).join(', ')}.`,
    });
}

/** Of freezes, maintenance windows and templates of standard changes. */
export const itemPredicateSchema = predicateOver(
  itemVocabulary(),
  'a configuration item',
);

/** Of approval policies. */
export const policyPredicateSchema = predicateOver(
  policyVocabulary(),
  'a change, its risk and its items',
);
