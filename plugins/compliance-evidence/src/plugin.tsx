import {
  createFrontendPlugin,
  ExtensionDefinition,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { configurationItemFilter } from '@countersign/plugin-governance-react';
import { RiShieldCheckLine } from '@remixicon/react';
import { apiExtensions } from './api';
import { contributions } from './contributions/extensions';
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

const extensions: ExtensionDefinition[] = [
  ...apiExtensions,
  PageBlueprint.make({
    params: {
      path: '/evidence',
      routeRef: rootRouteRef,
      title: 'Evidence',
      icon: <RiShieldCheckLine />,
      // The area's own header has its pages as tabs.
      noHeader: true,
      loader: () =>
        import('./components/EvidenceRouter').then(m => <m.EvidenceRouter />),
    },
  }),
  ...contributions,
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
