import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiFlashlightLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

export const pageExtensions = [
  PageBlueprint.make({
    params: {
      path: '/drills',
      routeRef: rootRouteRef,
      title: 'Drills',
      icon: <RiFlashlightLine />,
      // The area's own header has its pages as tabs.
      noHeader: true,
      loader: () =>
        import('../components/DrillsRouter').then(m => <m.DrillsRouter />),
    },
  }),
];
