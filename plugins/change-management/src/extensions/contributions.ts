import { importedNumbers } from '@countersign/plugin-governance-common';
import {
  DashboardTileBlueprint,
  DeployNowBlueprint,
  InboxBlueprint,
  listPath,
  MarkBlueprint,
  RecordLinkBlueprint,
  TimelineBlueprint,
} from '@countersign/plugin-governance-react';
import { RiGitPullRequestLine, RiUploadCloud2Line } from '@remixicon/react';
import { changeManagementApiRef, importedChangesApiRef } from '../api';
import {
  changeRouteRef,
  importedChangeRouteRef,
  rootRouteRef,
} from '../routes';

/** As people call the area, on pages it shares with others. */
const area = 'Changes';

/** What change management adds to the pages that the areas share. */
export const contributions = [
  RecordLinkBlueprint.make({
    params: {
      prefix: 'CHG',
      route: changeRouteRef,
      proof: apis => apis.get(changeManagementApiRef),
    },
  }),
  RecordLinkBlueprint.make({
    name: 'imported',
    params: {
      prefix: importedNumbers.change.prefix,
      route: importedChangeRouteRef,
      proof: apis => apis.get(importedChangesApiRef),
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
    name: 'deployments',
    params: {
      area: 'Deployments',
      icon: RiUploadCloud2Line,
      load: request =>
        import('../contributions/deployments').then(m =>
          m.loadDeployments(request),
        ),
    },
  }),
  TimelineBlueprint.make({
    params: {
      area,
      icon: RiGitPullRequestLine,
      load: request =>
        import('../contributions/timeline').then(m => m.loadTimeline(request)),
    },
  }),
  MarkBlueprint.make({
    params: {
      area,
      icon: RiGitPullRequestLine,
      load: request =>
        import('../contributions/marks').then(m => m.loadMarks(request)),
    },
  }),
  DashboardTileBlueprint.make({
    params: {
      id: 'changes',
      area,
      icon: RiGitPullRequestLine,
      order: 30,
      load: ({ apis, query, signal }) =>
        apis.get(changeManagementApiRef)!.getDashboard(query, { signal }),
      href: apis => listPath(apis, rootRouteRef),
      listOf: (apis, { list }) => listPath(apis, rootRouteRef, list),
      prove: request =>
        import('../contributions/proveFigures').then(m =>
          m.proveFigures(request),
        ),
    },
  }),
  DeployNowBlueprint.make({
    params: {
      area,
      loader: () =>
        import('../components/EntityCards').then(m => m.DeployNowLine),
    },
  }),
];
