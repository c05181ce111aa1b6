import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiGitPullRequestLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

export const pageExtensions = [
  PageBlueprint.make({
    params: {
      path: '/changes',
      routeRef: rootRouteRef,
      title: 'Changes',
      icon: <RiGitPullRequestLine />,
      // The area's own header has its pages as tabs.
      noHeader: true,
      loader: () =>
        import('../components/ChangesRouter').then(m => <m.ChangesRouter />),
    },
  }),
];
