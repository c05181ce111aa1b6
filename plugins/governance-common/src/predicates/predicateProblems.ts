import { FilterPredicate } from '@backstage/filter-predicates';
import { PredicateProblem, PredicateReader } from './PredicateReader';
import { canMatch } from './satisfiable';
import { Vocabulary } from './vocabulary';

export type { PredicateProblem };

/**
 * Why a predicate does not mean what its author thinks: it is malformed, or it speaks of properties, types or values
 * that cannot be, so that it would never match, or match everything, without a word. Empty when all of it makes sense
 * and something can match it.
 */
export function predicateProblems(
  predicate: unknown,
  vocabulary: Vocabulary,
): PredicateProblem[] {
  const reader = new PredicateReader();
  reader.predicate(predicate, vocabulary, []);
  if (
    reader.problems.length === 0 &&
    !canMatch(predicate as FilterPredicate, vocabulary)
  ) {
    reader.refuse([], 'can never match: its conditions contradict one another');
  }
  return reader.problems;
}
