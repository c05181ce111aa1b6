export type { EntryLooks, EntryText, EntryTone } from './EntryLooks';
export { Timeline } from './Timeline';
export { TimelinePanel } from './TimelinePanel';
export type { TimelineNarrowing } from './TimelinePanel';
