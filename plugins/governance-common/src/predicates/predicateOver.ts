import { FilterPredicate } from '@backstage/filter-predicates';
import { z } from 'zod';
import { predicateProblems } from './predicateProblems';
import { Vocabulary } from './vocabulary';

/**
 * The schema of a predicate that speaks of what there is to speak of. What a portal's configuration decides besides, its environments
 * and kinds, is checked by who knows the configuration.
 *
 * @param about - What it is over, in the middle of a sentence.
 */
export function predicateOver(vocabulary: Vocabulary, about: string) {
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
