import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { configurationItemFilter } from '@countersign/plugin-governance-react';
import { RiGitPullRequestLine } from '@remixicon/react';
import { CHANGE_DOCUMENT_TYPE } from '../components/SearchResult/changeDocumentType';

export const cardExtensions = [
  EntityCardBlueprint.make({
    name: 'configuration-item',
    params: {
      // What it is stands beside what the catalog knows of it.
      type: 'info',
      filter: configurationItemFilter,
      loader: () =>
        import('../components/EntityCards').then(m => (
          <m.ConfigurationItemCard />
        )),
    },
  }),
  EntityContentBlueprint.make({
    name: 'changes',
    params: {
      path: '/changes',
      title: 'Changes',
      group: 'deployment',
      icon: <RiGitPullRequestLine />,
      filter: configurationItemFilter,
      loader: () =>
        import('../components/EntityCards').then(m => (
          <m.EntityChangesContent />
        )),
    },
  }),
  SearchResultListItemBlueprint.make({
    name: 'change',
    params: {
      icon: <RiGitPullRequestLine />,
      predicate: result => result.type === CHANGE_DOCUMENT_TYPE,
      component: () =>
        import('../components/SearchResult').then(m => m.ChangeSearchResult),
    },
  }),
  SearchFilterResultTypeBlueprint.make({
    name: 'change',
    params: {
      value: CHANGE_DOCUMENT_TYPE,
      name: 'Changes',
      icon: <RiGitPullRequestLine />,
    },
  }),
];
