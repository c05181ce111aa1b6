import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { ComponentType, lazy } from 'react';
import { readable } from './contributions';

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

type DashboardPageParams = Omit<DashboardSubPage, 'Page'> & {
  loader: () => Promise<DashboardSubPage['Page']>;
};

const pageOf = ({
  loader,
  ...page
}: DashboardPageParams): DashboardSubPage => ({
  ...page,
  Page: lazy(async () => ({ default: await loader() })),
});

/** Puts a page of an area beside the governance dashboard, as a tab. */
export const DashboardPageBlueprint = readable(
  createExtensionBlueprint({
    kind: 'dashboard-page',
    attachTo: { id: 'page:governance-dashboard', input: 'areaPages' },
    output: [dashboardPageDataRef],
    dataRefs: { page: dashboardPageDataRef },
    factory(params: DashboardPageParams) {
      return [dashboardPageDataRef(pageOf(params))];
    },
  }),
  dashboardPageDataRef,
  pageOf,
);
