import {
  Drill,
  drillReadPermission,
  ExperimentView,
  GameDay,
  searchTypes,
} from '@countersign/plugin-chaos-drills-common';
import { ChaosDrillsService } from '@countersign/plugin-chaos-drills-node';
import { AreaPages } from '@countersign/plugin-governance-node';
import {
  CollatorOf,
  recordsInSearch,
} from '@countersign/plugin-governance-node/search';

/** What search finds of drills. Whoever may read one may read all. */
export function drillsInSearch(
  drills: ChaosDrillsService,
  pages: AreaPages,
): CollatorOf[] {
  const permission = drillReadPermission;
  return [
    recordsInSearch<Drill>({
      type: searchTypes.drill,
      permission,
      list: query => drills.listDrills(query),
      found: ({ number, title, entity, scenario, plannedBy, ...rest }) => {
        const { state, outcome, measurement } = rest;
        return {
          title: `${number}: ${title}`,
          words: [scenario],
          refs: [entity, plannedBy],
          location: pages.path(number),
          fields: { number, state, outcome, missed: measurement?.missed },
        };
      },
    }),
    recordsInSearch<ExperimentView>({
      type: searchTypes.experiment,
      permission,
      list: () => drills.listExperiments(),
      found: ({ name, title, description, entity, scenario }) => ({
        title,
        words: [description, scenario, name],
        refs: [entity],
        location: pages.path('experiments', name),
        fields: { scenario },
      }),
    }),
    recordsInSearch<GameDay>({
      type: searchTypes.gameDay,
      permission,
      list: query => drills.listGameDays(query),
      found: ({ number, title, goal, summary, state, ...people }) => ({
        title: `${number}: ${title}`,
        words: [goal, summary],
        refs: [people.plannedBy, ...people.observers],
        location: pages.path('game-days', number),
        fields: { number, state },
      }),
    }),
  ];
}
