import { importedNumbers } from '@countersign/plugin-governance-common';
import {
  DashboardPageBlueprint,
  DashboardTileBlueprint,
  InboxBlueprint,
  listPath,
  MarkBlueprint,
  RecordLinkBlueprint,
  TimelineBlueprint,
} from '@countersign/plugin-governance-react';
import {
  incidentNumber,
  problemNumber,
} from '@countersign/plugin-incident-management-common';
import { RiAlarmWarningLine, RiRocketLine } from '@remixicon/react';
import {
  importedIncidentsApiRef,
  importedProblemsApiRef,
  incidentManagementApiRef,
  problemProof,
} from '../api';
import {
  actionsRouteRef,
  importedIncidentRouteRef,
  importedProblemRouteRef,
  incidentRouteRef,
  metricsRouteRef,
  problemRouteRef,
  problemsRouteRef,
  rootRouteRef,
} from '../routes';

/** As people call the area, on pages it shares with others. */
const area = 'Incidents';

/** The page that lists what a figure of the dashboard counts; others are on the list of incidents. */
const pageOfFigure: Record<string, Parameters<typeof listPath>[1]> = {
  started: metricsRouteRef,
  restore: metricsRouteRef,
  problems: problemsRouteRef,
  overdueActions: actionsRouteRef,
};

/** What incidents add to the pages that the areas share. */
export const contributions = [
  RecordLinkBlueprint.make({
    params: {
      prefix: incidentNumber.prefix,
      route: incidentRouteRef,
      proof: apis => apis.get(incidentManagementApiRef),
    },
  }),
  RecordLinkBlueprint.make({
    name: 'imported-incidents',
    params: {
      prefix: importedNumbers.incident.prefix,
      route: importedIncidentRouteRef,
      proof: apis => apis.get(importedIncidentsApiRef),
    },
  }),
  RecordLinkBlueprint.make({
    name: 'imported-problems',
    params: {
      prefix: importedNumbers.problem.prefix,
      route: importedProblemRouteRef,
      proof: apis => apis.get(importedProblemsApiRef),
    },
  }),
  RecordLinkBlueprint.make({
    name: 'problems',
    params: {
      prefix: problemNumber.prefix,
      route: problemRouteRef,
      proof: apis => {
        const api = apis.get(incidentManagementApiRef);
        return api && problemProof(api);
      },
    },
  }),
  InboxBlueprint.make({
    params: {
      area,
      load: request =>
        import('../contributions/inbox').then(m => m.loadInbox(request)),
    },
  }),
  TimelineBlueprint.make({
    params: {
      area,
      icon: RiAlarmWarningLine,
      load: request =>
        import('../contributions/timeline').then(m => m.loadTimeline(request)),
    },
  }),
  DashboardTileBlueprint.make({
    params: {
      id: 'incidents',
      area,
      icon: RiAlarmWarningLine,
      order: 20,
      load: ({ apis, query, signal }) =>
        apis.get(incidentManagementApiRef)!.getDashboard(query, { signal }),
      href: apis => listPath(apis, rootRouteRef),
      listOf: (apis, { id, list }) =>
        listPath(apis, pageOfFigure[id] ?? rootRouteRef, list),
      prove: request =>
        import('../contributions/proveFigures').then(m =>
          m.proveFigures(request),
        ),
    },
  }),
  DashboardTileBlueprint.make({
    name: 'delivery',
    params: {
      id: 'delivery',
      area: 'Delivery (DORA)',
      icon: RiRocketLine,
      order: 40,
      load: ({ apis, query, signal }) =>
        apis
          .get(incidentManagementApiRef)!
          .getDeliveryDashboard(query, { signal }),
      href: apis => listPath(apis, metricsRouteRef),
      listOf: (apis, { list }) => listPath(apis, metricsRouteRef, list),
    },
  }),
  DashboardPageBlueprint.make({
    params: {
      path: 'status',
      label: 'System status',
      order: 10,
      loader: () =>
        import('../components/StatusPage').then(m => m.StatusInDashboard),
    },
  }),
  MarkBlueprint.make({
    params: {
      area,
      icon: RiAlarmWarningLine,
      load: request =>
        import('../contributions/marks').then(m => m.loadMarks(request)),
    },
  }),
];
