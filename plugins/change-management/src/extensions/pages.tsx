import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiGitPullRequestLine } from '@remixicon/react';
import { policiesRouteRef, rootRouteRef } from '../routes';

export const pageExtensions = [
  PageBlueprint.make({
    params: {
      path: '/changes',
      routeRef: rootRouteRef,
      title: 'Changes',
      icon: <RiGitPullRequestLine />,
      loader: () =>
        import('../components/ChangesRouter').then(m => <m.ChangesRouter />),
    },
  }),
  PageBlueprint.make({
    name: 'policies',
    params: {
      path: '/change-policies',
      routeRef: policiesRouteRef,
      title: 'Policies',
      loader: () =>
        import('../components/PoliciesPage').then(m => <m.PoliciesPage />),
    },
  }),
];
