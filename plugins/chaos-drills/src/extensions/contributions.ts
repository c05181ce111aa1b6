import {
  drillNumber,
  gameDayNumber,
  onlyStatedOfDrills,
} from '@countersign/plugin-chaos-drills-common';
import {
  CalendarBlueprint,
  DashboardTileBlueprint,
  InboxBlueprint,
  listPath,
  MarkBlueprint,
  RecordLinkBlueprint,
  RelatedBlueprint,
  ScorecardCheckBlueprint,
  TimelineBlueprint,
} from '@countersign/plugin-governance-react';
import { RiFlashlightLine } from '@remixicon/react';
import { chaosDrillsApiRef, gameDayProof } from '../api';
import { drillCheck } from '../contributions/scorecard';
import {
  drillRouteRef,
  gameDayRouteRef,
  rootRouteRef,
  runsRouteRef,
} from '../routes';

/** As people call the area, on pages it shares with others. */
const area = 'Drills';

/** Figures of the dashboard that are about the plan; others are about drills. */
const ofPlan = ['covered', 'overdue'];

/** What drills add to the pages that the areas share. */
export const contributions = [
  RecordLinkBlueprint.make({
    params: {
      prefix: drillNumber.prefix,
      route: drillRouteRef,
      proof: apis => apis.get(chaosDrillsApiRef),
    },
  }),
  RecordLinkBlueprint.make({
    name: 'game-days',
    params: {
      prefix: gameDayNumber.prefix,
      route: gameDayRouteRef,
      proof: apis => {
        const api = apis.get(chaosDrillsApiRef);
        return api && gameDayProof(api);
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
      icon: RiFlashlightLine,
      load: request =>
        import('../contributions/timeline').then(m => m.loadTimeline(request)),
    },
  }),
  RelatedBlueprint.make({
    params: {
      area,
      prefixes: ['CHG'],
      load: request =>
        import('../contributions/related').then(m => m.loadRelated(request)),
    },
  }),
  MarkBlueprint.make({
    params: {
      area,
      icon: RiFlashlightLine,
      load: request =>
        import('../contributions/marks').then(m => m.loadMarks(request)),
    },
  }),
  ScorecardCheckBlueprint.make({ params: drillCheck }),
  DashboardTileBlueprint.make({
    params: {
      id: 'drills',
      area,
      icon: RiFlashlightLine,
      order: 60,
      load: ({ apis, query, signal }) =>
        apis.get(chaosDrillsApiRef)!.getDashboard(query, { signal }),
      href: apis => listPath(apis, rootRouteRef),
      listOf: (apis, { id, list }) =>
        listPath(apis, ofPlan.includes(id) ? rootRouteRef : runsRouteRef, list),
      prove: request =>
        import('../contributions/proveFigures').then(m =>
          m.proveFigures(request),
        ),
      onlyStated: onlyStatedOfDrills,
    },
  }),
  CalendarBlueprint.make({
    params: {
      area,
      icon: RiFlashlightLine,
      load: request =>
        import('../contributions/calendar').then(m => m.loadCalendar(request)),
    },
  }),
];
