import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiSpeedUpLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

export const pageExtensions = [
  PageBlueprint.make({
    params: {
      path: '/slos',
      routeRef: rootRouteRef,
      title: 'SLOs',
      icon: <RiSpeedUpLine />,
      // The area's own header has its pages as tabs.
      noHeader: true,
      loader: () =>
        import('../components/SlosRouter').then(m => <m.SlosRouter />),
    },
  }),
];
