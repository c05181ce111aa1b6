import {
  attestationNumber,
  findingNumber,
  inquiryNumber,
  onlyStatedOfCompliance,
  requestNumber,
  runNumber,
} from '@countersign/plugin-compliance-evidence-common';
import {
  DashboardTileBlueprint,
  InboxBlueprint,
  listPath,
  RecordLinkBlueprint,
  ScorecardCheckBlueprint,
  TimelineBlueprint,
} from '@countersign/plugin-governance-react';
import { RiShieldCheckLine } from '@remixicon/react';
import { assuranceApiRef } from '../api';
import {
  attestationRouteRef,
  controlsRouteRef,
  findingRouteRef,
  findingsRouteRef,
  inquiryRouteRef,
  requestRouteRef,
  requestsRouteRef,
  runRouteRef,
} from '../routes';
import { findingsCheck } from './scorecard';

/** As people call the area, on pages it shares with others. */
const area = 'Evidence';

/** The page that lists what a figure of the dashboard counts; others are on the list of findings. */
const pageOfFigure: Record<string, Parameters<typeof listPath>[1]> = {
  score: controlsRouteRef,
  unattested: controlsRouteRef,
  requests: requestsRouteRef,
};

/** What evidence adds to the pages that the areas share. */
export const contributions = [
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
      load: request => import('./inbox').then(m => m.loadInbox(request)),
    },
  }),
  TimelineBlueprint.make({
    params: {
      area,
      load: request => import('./timeline').then(m => m.loadTimeline(request)),
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
      prove: request =>
        import('./proveFigures').then(m => m.proveFigures(request)),
      onlyStated: onlyStatedOfCompliance,
    },
  }),
];
