import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiDashboardLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

export const dashboardPage = PageBlueprint.make({
  params: {
    path: '/governance',
    routeRef: rootRouteRef,
    title: 'Dashboard',
    icon: <RiDashboardLine />,
    // The page has a header of its own, as every area's.
    noHeader: true,
    loader: () =>
      import('../components/DashboardPage').then(m => <m.DashboardPage />),
  },
});
