import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { ComponentType, lazy } from 'react';

/** A page that an area puts beside the dashboard, such as the status of systems. */
export interface DashboardSubPage {
  /** Its path below that of the dashboard, such as `status`, which names its tab, too. */
  path: string;
  /** Its tab. */
  label: string;
  /** Where its tab stands: those with less come first, after the figures. */
  order: number;
  /** The page without header and landmark, which the dashboard has; it may suspend. */
  Page: ComponentType;
}

/** What a dashboard page extension says. */
export const dashboardPageDataRef =
  createExtensionDataRef<DashboardSubPage>().with({
    id: 'governance.dashboard-page',
  });

/** Puts a page of an area beside the governance dashboard, as a tab. */
export const DashboardPageBlueprint = createExtensionBlueprint({
  kind: 'dashboard-page',
  attachTo: { id: 'page:governance-dashboard', input: 'areaPages' },
  output: [dashboardPageDataRef],
  dataRefs: { page: dashboardPageDataRef },
  factory({
    loader,
    ...params
  }: Omit<DashboardSubPage, 'Page'> & {
    loader: () => Promise<DashboardSubPage['Page']>;
  }) {
    const Page = lazy(async () => ({ default: await loader() }));
    return [dashboardPageDataRef({ ...params, Page })];
  },
});
