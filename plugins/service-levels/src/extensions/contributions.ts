import { ApiHolder } from '@backstage/frontend-plugin-api';
import {
  DeployNowBlueprint,
  InboxBlueprint,
  MarkBlueprint,
  ProofSource,
  RecordLinkBlueprint,
  TimelineBlueprint,
} from '@countersign/plugin-governance-react';
import {
  alertNumber,
  correctionNumber,
} from '@countersign/plugin-service-levels-common';
import { RiFlashlightLine } from '@remixicon/react';
import {
  alertProof,
  correctionProof,
  ServiceLevelsApi,
  serviceLevelsApiRef,
} from '../api';
import { alertRouteRef, correctionRouteRef } from '../routes';

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
  DeployNowBlueprint.make({
    params: {
      area,
      loader: () => import('../components/EntitySlos').then(m => m.BudgetLine),
    },
  }),
];
