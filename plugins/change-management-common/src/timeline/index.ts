export {
  isActOfSystem,
  isShownBy,
  timelineFilters,
  type TimelineFilter,
} from './entryRoles';
export * from './foldTimeline';
