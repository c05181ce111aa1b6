export {
  BesideBlueprint,
  besideSourceDataRef,
  besideSourcesApiRef,
} from './BesideBlueprint';
export type {
  BesideLink,
  BesideSource,
  BesideSources,
} from './BesideBlueprint';
export { BesideLinks } from './BesideLinks';
export {
  CalendarBlueprint,
  calendarSourceDataRef,
  calendarSourcesApiRef,
  calendarSourcesIn,
} from './CalendarBlueprint';
export type {
  CalendarEntry,
  CalendarSource,
  CalendarSources,
} from './CalendarBlueprint';
export { configurationItemFilter } from './configurationItemFilter';
export {
  DashboardPageBlueprint,
  dashboardPageDataRef,
} from './DashboardPageBlueprint';
export type { DashboardSubPage } from './DashboardPageBlueprint';
export {
  DashboardTileBlueprint,
  dashboardTileDataRef,
  dashboardTilesApiRef,
  dashboardTilesIn,
} from './DashboardTileBlueprint';
export type {
  DashboardTile,
  DashboardTiles,
  FigureProof,
} from './DashboardTileBlueprint';
export { DeployNowBlueprint, deployNowLineDataRef } from './DeployNowBlueprint';
export type { DeployNowLine } from './DeployNowBlueprint';
export {
  EntityTrackBlueprint,
  entityTrackDataRef,
} from './EntityTrackBlueprint';
export type { EntityTrack, EntityTrackSource } from './EntityTrackBlueprint';
export { InboxBlueprint, inboxSourceDataRef } from './InboxBlueprint';
export type { InboxAnswer, InboxItem, InboxSource } from './InboxBlueprint';
export {
  MarkBlueprint,
  markSourceDataRef,
  markSourcesApiRef,
  markSourcesIn,
} from './MarkBlueprint';
export type { Mark, MarkSource, MarkSources } from './MarkBlueprint';
export {
  RelatedBlueprint,
  relatedSourceDataRef,
  relatedSourcesApiRef,
  relatedSourcesIn,
} from './RelatedBlueprint';
export type {
  RelatedLine,
  RelatedSource,
  RelatedSources,
} from './RelatedBlueprint';
export { RelatedPanel } from './RelatedPanel';
export {
  ScorecardCheckBlueprint,
  scorecardCheckDataRef,
  scorecardChecksApiRef,
  scorecardChecksIn,
} from './ScorecardCheckBlueprint';
export type {
  Judged,
  ScorecardAnswer,
  ScorecardCheck,
  ScorecardChecks,
} from './ScorecardCheckBlueprint';
export {
  SystemFactsBlueprint,
  systemFactsApiRef,
  systemFactsDataRef,
  systemFactsIn,
} from './SystemFactsBlueprint';
export type {
  SystemFact,
  SystemFactsSource,
  SystemFactsSources,
} from './SystemFactsBlueprint';
export { TimelineBlueprint, timelineSourceDataRef } from './TimelineBlueprint';
export type { TimelineEntry, TimelineSource } from './TimelineBlueprint';
export type { AreaRequest } from './request';
export { allAnswered, AreaProblems } from './AreaProblems';
export { useAreas } from './useAreas';
export { MOST_PROVEN, recordEvidence } from './recordEvidence';
export type { ProvenFigures } from './recordEvidence';
export { useAskedOnce } from './useAskedOnce';
export { useScorecard } from './useScorecard';
export type { AreaAnswer } from './useAreas';
