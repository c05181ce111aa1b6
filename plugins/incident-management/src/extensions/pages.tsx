import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiAlarmWarningLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

export const pageExtensions = [
  PageBlueprint.make({
    params: {
      path: '/incidents',
      routeRef: rootRouteRef,
      title: 'Incidents',
      icon: <RiAlarmWarningLine />,
      // The area's own header has its pages as tabs.
      noHeader: true,
      loader: () =>
        import('../components/IncidentsRouter').then(m => (
          <m.IncidentsRouter />
        )),
    },
  }),
];
