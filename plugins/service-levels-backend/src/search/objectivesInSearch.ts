import { AreaPages } from '@countersign/plugin-governance-node';
import {
  CollatorOf,
  recordsInSearch,
} from '@countersign/plugin-governance-node/search';
import {
  objectiveReadPermission,
  ObjectiveSummary,
  serviceLevelSearchTypes,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelFigures } from '@countersign/plugin-service-levels-node';

/** What search finds of service levels. Whoever may read one objective may read all. */
export function objectivesInSearch(
  serviceLevels: Pick<ServiceLevelFigures, 'listObjectives'>,
  pages: AreaPages,
): CollatorOf[] {
  return [
    recordsInSearch<ObjectiveSummary>({
      type: serviceLevelSearchTypes.objective,
      permission: objectiveReadPermission,
      list: query => serviceLevels.listObjectives(query),
      found: ({ id, title, service, component, system, owner, state }) => ({
        title,
        words: [id, service],
        refs: [component, system, owner],
        location: pages.path('objectives', id),
        fields: { state },
      }),
    }),
  ];
}
