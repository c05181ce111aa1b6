import {
  createExtensionInput,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  DashboardPageBlueprint,
  DashboardSubPage,
} from '@countersign/plugin-governance-react';
import { RiDashboardLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

/** What areas put beside the figures, in the order of its tabs. */
export const inOrder = (
  pages: readonly DashboardSubPage[],
): DashboardSubPage[] =>
  [...pages].sort((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1));

/** The figures, the scorecards, and what areas put beside them. */
export const dashboardPage = PageBlueprint.makeWithOverrides({
  inputs: {
    // Not `pages`: that name is the platform's, whose tabs stand in its own header.
    areaPages: createExtensionInput([DashboardPageBlueprint.dataRefs.page]),
  },
  factory: (originalFactory, { inputs }) => {
    const pages = inOrder(
      inputs.areaPages.map(page =>
        page.get(DashboardPageBlueprint.dataRefs.page),
      ),
    );
    return originalFactory({
      path: '/governance',
      routeRef: rootRouteRef,
      title: 'Dashboard',
      icon: <RiDashboardLine />,
      // The page has a header of its own, as every area's.
      noHeader: true,
      loader: () =>
        import('../components/DashboardRouter').then(m => (
          <m.DashboardRouter pages={pages} />
        )),
    });
  },
});
