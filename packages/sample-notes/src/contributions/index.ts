import {
  InboxBlueprint,
  RecordLinkBlueprint,
  TimelineBlueprint,
} from '@countersign/plugin-governance-react';
import { noteNumber } from '@countersign/sample-notes-common';
import { noteRouteRef } from '../routes';

/** As people call the area, on pages it shares with others. */
const area = 'Notes';

/** What notes add to the pages that the areas share. */
export const contributions = [
  RecordLinkBlueprint.make({
    params: { prefix: noteNumber.prefix, route: noteRouteRef },
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
];
