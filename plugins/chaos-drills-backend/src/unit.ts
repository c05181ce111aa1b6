import {
  drillEntries,
  DrillEntrySchemas,
  DRILL_EVENT_TOPIC,
} from '@countersign/plugin-chaos-drills-common';
import {
  entryEvent,
  Journal as UnitJournal,
  RecordedEntry,
  Unit,
} from '@countersign/plugin-governance-node';

export const pluginId = 'chaos-drills';

/** A unit of work of the area. */
export type DrillUnit = Unit<DrillEntrySchemas>;
/** What runs such units. */
export type DrillJournal = UnitJournal<DrillEntrySchemas>;

/** For the journal of the area. */
export const drillJournalOptions = {
  entries: drillEntries,
  eventOf: (entry: RecordedEntry) =>
    entryEvent(entry, { topic: DRILL_EVENT_TOPIC, pluginId }),
};
