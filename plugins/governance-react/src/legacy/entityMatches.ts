import { Entity } from '@backstage/catalog-model';
import {
  FilterPredicate,
  filterPredicateToFilterFunction,
} from '@backstage/filter-predicates';
import { configurationItemFilter } from '../meeting/configurationItemFilter';

/** A filter of entity cards as a condition of `EntitySwitch.Case` and `EntityLayout.Route`. */
export function entityMatches(
  filter: FilterPredicate,
): (entity: Entity) => boolean {
  return filterPredicateToFilterFunction<Entity>(filter);
}

/** Whether an entity is a configuration item, on which the cards and tabs of the areas stand. */
export const isConfigurationItem = entityMatches(configurationItemFilter);
