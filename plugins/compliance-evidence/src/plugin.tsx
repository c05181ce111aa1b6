import {
  createFrontendPlugin,
  ExtensionDefinition,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  attestationNumber,
  findingNumber,
  inquiryNumber,
  requestNumber,
  runNumber,
} from '@countersign/plugin-compliance-evidence-common';
import {
  configurationItemFilter,
  DashboardTileBlueprint,
  InboxBlueprint,
  listPath,
  RecordLinkBlueprint,
  ScorecardCheckBlueprint,
  TimelineBlueprint,
} from '@countersign/plugin-governance-react';
import { RiShieldCheckLine } from '@remixicon/react';
import { apiExtensions, assuranceApiRef } from './api';
import { findingsCheck } from './contributions/scorecard';
import {
  attestationRouteRef,
  consoleRouteRef,
  controlsRouteRef,
  findingRouteRef,
  findingsRouteRef,
  inquiryRouteRef,
  questionsRouteRef,
  reportRouteRef,
  requestRouteRef,
  requestsRouteRef,
  rootRouteRef,
  runRouteRef,
  runsRouteRef,
} from './routes';
import { searchExtensions } from './searchExtensions';

/** As people call the area, in the sidebar and on pages it shares with others. */
const area = 'Evidence';

/** The page that lists what a figure of the dashboard counts; others are on the list of findings. */
const pageOfFigure: Record<string, Parameters<typeof listPath>[1]> = {
  score: controlsRouteRef,
  unattested: controlsRouteRef,
  requests: requestsRouteRef,
};

const extensions: ExtensionDefinition[] = [
  ...apiExtensions,
  PageBlueprint.make({
    params: {
      path: '/evidence',
      routeRef: rootRouteRef,
      title: area,
      icon: <RiShieldCheckLine />,
      // The area's own header has its pages as tabs.
      noHeader: true,
      loader: () =>
        import('./components/EvidenceRouter').then(m => <m.EvidenceRouter />),
    },
  }),
  RecordLinkBlueprint.make({
    name: 'runs',
    params: { prefix: runNumber.prefix, route: runRouteRef },
  }),
  RecordLinkBlueprint.make({
    name: 'findings',
    params: { prefix: findingNumber.prefix, route: findingRouteRef },
  }),
  RecordLinkBlueprint.make({
    name: 'requests',
    params: { prefix: requestNumber.prefix, route: requestRouteRef },
  }),
  RecordLinkBlueprint.make({
    name: 'attestations',
    params: { prefix: attestationNumber.prefix, route: attestationRouteRef },
  }),
  RecordLinkBlueprint.make({
    name: 'inquiries',
    params: { prefix: inquiryNumber.prefix, route: inquiryRouteRef },
  }),
  InboxBlueprint.make({
    params: {
      area,
      load: request =>
        import('./contributions/inbox').then(m => m.loadInbox(request)),
    },
  }),
  TimelineBlueprint.make({
    params: {
      area,
      load: request =>
        import('./contributions/timeline').then(m => m.loadTimeline(request)),
    },
  }),
  ScorecardCheckBlueprint.make({ params: findingsCheck }),
  DashboardTileBlueprint.make({
    params: {
      id: 'compliance',
      area: 'Compliance',
      icon: RiShieldCheckLine,
      order: 50,
      load: ({ apis, query, signal }) =>
        apis.get(assuranceApiRef)!.getDashboard(query, { signal }),
      href: apis => listPath(apis, controlsRouteRef),
      listOf: (apis, { id, list }) =>
        listPath(apis, pageOfFigure[id] ?? findingsRouteRef, list),
    },
  }),
  EntityCardBlueprint.make({
    name: 'findings',
    params: {
      type: 'info',
      filter: configurationItemFilter,
      loader: () =>
        import('./components/EntityEvidence').then(m => <m.EntityEvidence />),
    },
  }),
  ...searchExtensions,
];

/** Compliance evidence in the portal: pages, and what they add to the pages that all areas share. */
export const complianceEvidencePlugin = createFrontendPlugin({
  pluginId: 'compliance-evidence',
  title: 'Compliance evidence',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    report: reportRouteRef,
    runs: runsRouteRef,
    run: runRouteRef,
    findings: findingsRouteRef,
    finding: findingRouteRef,
    controls: controlsRouteRef,
    questions: questionsRouteRef,
    requests: requestsRouteRef,
    request: requestRouteRef,
    attestation: attestationRouteRef,
    console: consoleRouteRef,
    inquiry: inquiryRouteRef,
  },
  extensions,
});
