import { ApiHolder } from '@backstage/frontend-plugin-api';
import {
  DashboardTileBlueprint,
  DeployNowBlueprint,
  EntityTrackBlueprint,
  InboxBlueprint,
  listPath,
  MarkBlueprint,
  ProofSource,
  RecordLinkBlueprint,
  ScorecardCheckBlueprint,
  SystemFactsBlueprint,
  TimelineBlueprint,
} from '@countersign/plugin-governance-react';
import {
  alertNumber,
  correctionNumber,
  onlyStatedOfObjectives,
} from '@countersign/plugin-service-levels-common';
import {
  RiFlashlightLine,
  RiFocus3Line,
  RiNotification3Line,
} from '@remixicon/react';
import {
  alertProof,
  correctionProof,
  ServiceLevelsApi,
  serviceLevelsApiRef,
} from '../api';
import { sloCheck } from '../contributions/scorecard';
import { budgetTrack } from '../contributions/track';
import { alertRouteRef, correctionRouteRef, rootRouteRef } from '../routes';

/** As people call the area, on pages it shares with others. */
const area = 'SLOs';

/** Of the client of this area, where the app has it. */
const provenBy =
  (proof: (api: ServiceLevelsApi) => ProofSource) => (apis: ApiHolder) => {
    const api = apis.get(serviceLevelsApiRef);
    return api && proof(api);
  };

/** What service levels add to the pages that the areas share. */
export const contributions = [
  RecordLinkBlueprint.make({
    params: {
      prefix: alertNumber.prefix,
      route: alertRouteRef,
      proof: provenBy(alertProof),
    },
  }),
  RecordLinkBlueprint.make({
    name: 'correction',
    params: {
      prefix: correctionNumber.prefix,
      route: correctionRouteRef,
      proof: provenBy(correctionProof),
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
      lane: 'Alerts',
      icon: RiNotification3Line,
      load: request =>
        import('../contributions/timeline').then(m => m.loadTimeline(request)),
    },
  }),
  MarkBlueprint.make({
    params: {
      area: 'Faults',
      icon: RiFlashlightLine,
      load: request =>
        import('../contributions/marks').then(m => m.loadMarks(request)),
    },
  }),
  EntityTrackBlueprint.make({ params: budgetTrack }),
  SystemFactsBlueprint.make({
    params: {
      area,
      load: request =>
        import('../contributions/systemFacts').then(m =>
          m.loadSystemFacts(request),
        ),
    },
  }),
  ScorecardCheckBlueprint.make({ params: sloCheck }),
  DashboardTileBlueprint.make({
    params: {
      id: 'slos',
      area,
      icon: RiFocus3Line,
      order: 10,
      load: ({ apis, query, signal }) =>
        apis.get(serviceLevelsApiRef)!.getDashboard(query, { signal }),
      href: apis => listPath(apis, rootRouteRef),
      listOf: (apis, { list }) => listPath(apis, rootRouteRef, list),
      onlyStated: onlyStatedOfObjectives,
    },
  }),
  DeployNowBlueprint.make({
    params: {
      area,
      loader: () => import('../components/EntitySlos').then(m => m.BudgetLine),
    },
  }),
];
