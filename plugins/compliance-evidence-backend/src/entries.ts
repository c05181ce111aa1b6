import {
  assuranceEntrySchemas,
  EVIDENCE_EVENT_TOPIC,
  inquiryEntrySchemas,
  runEntries,
} from '@countersign/plugin-compliance-evidence-common';
import { defineEntries } from '@countersign/plugin-governance-common';
import {
  entryEvent,
  Journal,
  RecordedEntry,
  Unit,
} from '@countersign/plugin-governance-node';
import { pluginId } from './assurance/unit';

/** The ledger entries of compliance evidence: what each part of it records, in one log. */
export const evidenceEntries = defineEntries({
  ...runEntries.schemas,
  ...assuranceEntrySchemas,
  ...inquiryEntrySchemas,
});

/** The data of each entry, by its type. */
export type EvidenceEntries = typeof evidenceEntries.schemas;
/** A unit of work of the area. */
export type EvidenceUnit = Unit<EvidenceEntries>;
/** What runs such units. */
export type EvidenceJournal = Journal<EvidenceEntries>;

/** The event that goes out with an entry. */
export function eventOf(entry: RecordedEntry) {
  return entryEvent(entry, { topic: EVIDENCE_EVENT_TOPIC, pluginId });
}
