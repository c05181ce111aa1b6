import { FilterPredicate } from '@backstage/filter-predicates';
import { FieldProblem } from '../model/primitives';
import { ConfiguredWords, itemVocabulary } from './itemVocabulary';
import { PredicateProblem, predicateProblems } from './predicateProblems';
import { Vocabulary } from './vocabulary';

/**
 * What of a predicate speaks of an environment or a kind that a portal does not have, beyond what its schema refuses
 * whatever the configuration.
 */
export function configuredProblems(
  predicate: FilterPredicate | undefined,
  vocabulary: (words?: ConfiguredWords) => Vocabulary,
  words: ConfiguredWords,
): PredicateProblem[] {
  return predicate === undefined ||
    predicateProblems(predicate, vocabulary()).length > 0
    ? []
    : predicateProblems(predicate, vocabulary(words));
}

/** The same of a predicate over items, as problems of the field of a request. */
export function itemPredicateProblems(
  words: ConfiguredWords,
  field: string,
  predicate: FilterPredicate | undefined,
): FieldProblem[] {
  return configuredProblems(predicate, itemVocabulary, words).map(
    ({ path, message }) => ({ field: [field, ...path].join('.'), message }),
  );
}
