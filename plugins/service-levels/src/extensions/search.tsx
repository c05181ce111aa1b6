import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { serviceLevelSearchTypes } from '@countersign/plugin-service-levels-common';
import { RiFocus3Line } from '@remixicon/react';

/** What search finds of service levels: how a result looks, and the filter that shows only these. */
export const searchExtensions = [
  SearchResultListItemBlueprint.make({
    name: 'objective',
    params: {
      icon: <RiFocus3Line />,
      predicate: ({ type }) => type === serviceLevelSearchTypes.objective,
      component: () =>
        import('../components/ObjectiveSearchResult').then(
          m => m.ObjectiveSearchResult,
        ),
    },
  }),
  SearchFilterResultTypeBlueprint.make({
    name: 'objective',
    params: {
      value: serviceLevelSearchTypes.objective,
      name: 'SLOs',
      icon: <RiFocus3Line />,
    },
  }),
];
