import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { RiGitPullRequestLine } from '@remixicon/react';
import { CHANGE_DOCUMENT_TYPE } from '../components/SearchResult/changeDocument';

/** The kinds that are configuration items. */
const configurationItems = {
  kind: { $in: ['component', 'resource', 'api', 'system'] },
};

export const cardExtensions = [
  EntityCardBlueprint.make({
    name: 'deploy-now',
    params: {
      filter: configurationItems,
      loader: () =>
        import('../components/EntityCards').then(m => <m.DeployNowCard />),
    },
  }),
  EntityCardBlueprint.make({
    name: 'configuration-item',
    params: {
      filter: configurationItems,
      loader: () =>
        import('../components/EntityCards').then(m => (
          <m.ConfigurationItemCard />
        )),
    },
  }),
  EntityCardBlueprint.make({
    name: 'recent-changes',
    params: {
      filter: configurationItems,
      loader: () =>
        import('../components/EntityCards').then(m => <m.RecentChangesCard />),
    },
  }),
  EntityContentBlueprint.make({
    name: 'changes',
    params: {
      path: '/changes',
      title: 'Changes',
      group: 'deployment',
      icon: <RiGitPullRequestLine />,
      filter: configurationItems,
      loader: () =>
        import('../components/EntityCards').then(m => (
          <m.EntityChangesContent />
        )),
    },
  }),
  HomePageWidgetBlueprint.make({
    name: 'waiting-for-you',
    params: {
      name: 'ChangesWaitingForYou',
      title: 'Waiting for you',
      description:
        'Approvals you can give, your open changes, and emergencies whose approval is overdue.',
      layout: {
        width: { minColumns: 4, defaultColumns: 6 },
        height: { minRows: 3, defaultRows: 6 },
      },
      components: () =>
        import('../components/HomeWidget').then(m => ({
          Content: m.WaitingForYou,
        })),
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
