import { DefinitionProblem, problemOf } from '../openslo';
import { Definitions } from '../openslo/readDefinitions';
import { CellRules } from './cellRules';
import { cellsOf } from './cells';
import { countedObjective } from './CountedObjective';
import { RuleGroup, RuleOptions, usualRuleOptions } from './types';

/**
 * Writes objectives as recording and alerting rules of Prometheus. Their sums are those of the portal at every point: events
 * are counted by scrape and summed, never extrapolated, and a ratio is one of sums. Corrections are not in them.
 *
 * @returns the groups, and of each objective that rules cannot measure, why
 */
export function prometheusRules(
  { objectives, documents }: Pick<Definitions, 'objectives' | 'documents'>,
  options: Partial<RuleOptions> = {},
): {
  groups: RuleGroup[];
  problems: DefinitionProblem[];
  /** Ids of the objectives that the rules measure. */
  written: string[];
} {
  const all = { ...usualRuleOptions, ...options };
  const problems: DefinitionProblem[] = [];
  const counted = objectives.flatMap(objective => {
    const made = countedObjective(objective, all.scrapeInterval);
    if (!('rule' in made)) return [made];
    problems.push(
      ...problemOf(objective, documents, {
        severity: 'error',
        rule: made.rule,
        message: `${objective.id} is not in the rules. ${made.message}`,
      }),
    );
    return [];
  });
  return {
    groups: cellsOf(counted, all.cells).flatMap(cell =>
      new CellRules(cell, all).groups(),
    ),
    problems,
    written: counted.map(({ objective }) => objective.id),
  };
}
