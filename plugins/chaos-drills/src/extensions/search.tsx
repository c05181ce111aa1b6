import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { searchTypes } from '@countersign/plugin-chaos-drills-common';
import { RiFlashlightLine, RiFlaskLine, RiGroupLine } from '@remixicon/react';

/** What search finds of drills: how a result looks, and the filter that shows only these. */
export const searchExtensions = [
  SearchResultListItemBlueprint.make({
    name: 'drill',
    params: {
      icon: <RiFlashlightLine />,
      predicate: ({ type }) => type === searchTypes.drill,
      component: () =>
        import('../components/SearchResults').then(m => m.DrillSearchResult),
    },
  }),
  SearchResultListItemBlueprint.make({
    name: 'experiment',
    params: {
      icon: <RiFlaskLine />,
      predicate: ({ type }) => type === searchTypes.experiment,
      component: () =>
        import('../components/SearchResults').then(
          m => m.ExperimentSearchResult,
        ),
    },
  }),
  SearchResultListItemBlueprint.make({
    name: 'game-day',
    params: {
      icon: <RiGroupLine />,
      predicate: ({ type }) => type === searchTypes.gameDay,
      component: () =>
        import('../components/SearchResults').then(m => m.GameDaySearchResult),
    },
  }),
  SearchFilterResultTypeBlueprint.make({
    name: 'drill',
    params: {
      value: searchTypes.drill,
      name: 'Drills',
      icon: <RiFlashlightLine />,
    },
  }),
  SearchFilterResultTypeBlueprint.make({
    name: 'experiment',
    params: {
      value: searchTypes.experiment,
      name: 'Experiments',
      icon: <RiFlaskLine />,
    },
  }),
  SearchFilterResultTypeBlueprint.make({
    name: 'game-day',
    params: {
      value: searchTypes.gameDay,
      name: 'Game days',
      icon: <RiGroupLine />,
    },
  }),
];
