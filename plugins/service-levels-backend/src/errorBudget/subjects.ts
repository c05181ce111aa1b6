import { itemView } from '@countersign/plugin-governance-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import {
  BudgetChange,
  BudgetRelation,
  BudgetSubject,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { ObjectiveRecord } from '../database/ObjectiveListStore';

const DAY = 24 * 3_600_000;
/** So far from what is changed nobody says any more that it is supported by it. */
const SUPPORTS_DEPTH = 5;

/** The items that are changed, and what they support: by entity reference. */
export function relationsOf(
  graph: CmdbGraph,
  items: readonly string[],
): Map<string, BudgetRelation> {
  const { entities } = graph.impactOf(items, { maxDepth: SUPPORTS_DEPTH });
  return new Map<string, BudgetRelation>([
    ...entities.map(
      ({ entityRef }) => [entityRef, 'supports'] as [string, BudgetRelation],
    ),
    ...items.map(ref => [ref, 'own'] as [string, BudgetRelation]),
  ]);
}

/** What policies see of an objective, but for how its budget stands. */
export function subjectOf(
  graph: CmdbGraph,
  { summary, objective }: ObjectiveRecord,
  { change, relation }: { change: BudgetChange; relation: BudgetRelation },
): Omit<BudgetSubject, 'budget'> {
  const component = summary.component ?? summary.service;
  const item = graph.item(component);
  return {
    objective: {
      id: summary.id,
      target: objective.target,
      windowDays: windowLength(objective.window) / DAY,
    },
    component: item
      ? itemView(item)
      : { entityRef: component, owner: summary.owner },
    relation,
    change,
  };
}
