import { z } from 'zod';
import type { LedgerEntry } from './entry';

/** Something that happened to a record: a ledger entry, read for people. */
export const timelineEventSchema = z.object({
  /** The ledger entry's id. */
  id: z.string(),
  /** Dotted verb, such as `change.approved`. */
  type: z.string(),
  actor: z.string(),
  occurredAt: z.string(),
  /** The entry's data as it stands in the ledger. */
  data: z.record(z.string(), z.unknown()),
  /** Index in the log; absent until the sequencer has placed it. */
  ledgerIndex: z.int().optional(),
});
export type TimelineEvent = z.output<typeof timelineEventSchema>;

/** An entry as a timeline shows it. */
export interface TimelineItem {
  entry: LedgerEntry;
  /** Zero-based index in the log; null until the sequencer has given it one, moments after its commit. */
  index: number | null;
}

/** A page of a timeline. */
export interface TimelinePage {
  items: TimelineItem[];
  /** Hand it back as `cursor` for the next page; absent on the last one. */
  nextCursor?: string;
}

/** Which part of a timeline to read. */
export interface TimelineQuery {
  subject: string;
  /** Entries a page, 1 to 1000; 100 when absent. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
  /** `desc` (newest first) when absent. */
  order?: 'asc' | 'desc';
}
