import {
  InboxBlueprint,
  MarkBlueprint,
  RecordLinkBlueprint,
  TimelineBlueprint,
} from '@countersign/plugin-governance-react';
import {
  incidentNumber,
  problemNumber,
} from '@countersign/plugin-incident-management-common';
import { RiAlarmWarningLine } from '@remixicon/react';
import { incidentManagementApiRef, problemProof } from '../api';
import { incidentRouteRef, problemRouteRef } from '../routes';

/** As people call the area, on pages it shares with others. */
const area = 'Incidents';

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
      load: request =>
        import('../contributions/timeline').then(m => m.loadTimeline(request)),
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
