import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiCalendarEventLine, RiLineChartLine } from '@remixicon/react';
import { calendarRouteRef, metricsRouteRef } from '../routes';

export const calendarExtensions = [
  PageBlueprint.make({
    name: 'calendar',
    params: {
      path: '/change-calendar',
      routeRef: calendarRouteRef,
      title: 'Calendar',
      icon: <RiCalendarEventLine />,
      loader: () =>
        import('../components/Calendar').then(m => <m.CalendarPage />),
    },
  }),
  PageBlueprint.make({
    name: 'metrics',
    params: {
      path: '/change-metrics',
      routeRef: metricsRouteRef,
      title: 'Metrics',
      icon: <RiLineChartLine />,
      loader: () =>
        import('../components/Metrics').then(m => <m.MetricsPage />),
    },
  }),
];
