import {
  EntryInput,
  EntrySchemas,
  EntryType,
} from '@countersign/plugin-governance-common';
import {
  LedgerEntry,
  LedgerEntryInput,
  Sha256Digest,
} from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';
import { Caller } from '../access/Caller';
import { OutboxMessage } from '../outbox/OutboxStore';
import { EntryCounter } from './PendingEntries';

/** What a unit of work has at hand: everything done with it commits or rolls back together. */
export interface Unit<S extends EntrySchemas> {
  trx: Knex.Transaction;
  /** The time of the unit: that of everything it records. */
  now: Date;
  actor: Caller;
  /**
   * Writes a ledger entry about a record whose row this unit holds locked (`numbered`), or about something else. It is
   * written with the others before the commit, and an event goes out with it unless the area has none for its type.
   */
  record<T extends EntryType<S>>(
    type: T,
    subject: string,
    data: EntryInput<S, T>,
    options?: { numbered?: boolean },
  ): Promise<string>;
  /**
   * Writes along with the entries, in one round trip: what nothing else in the unit looks at, and what no entry needs to
   * be there before it.
   */
  along(write: () => Promise<unknown>): void;
  /** What an entry of this unit is known by to records of other logs that rely on it: see `entryDigest`. */
  digestOf(entry: string): Sha256Digest;
  /** What the ledger holds of a subject, with what this unit has recorded so far. */
  entries(subject: string): Promise<LedgerEntry[]>;
  /** Sends after the commit. */
  tell(...messages: OutboxMessage[]): void;
  /** Pages that listen on the channel fetch again after the commit, however often it is said. */
  refetch(channel: string): void;
  /** The same unit at work for somebody else, where it answers several. */
  as(actor: Caller): this;
}

/** An entry as a unit has recorded it. */
export type RecordedEntry = LedgerEntryInput & { id: string };

/** What an area keeps of the records that one unit of work holds, beside the records themselves. */
export interface RecordKeeper extends EntryCounter {
  /** Takes a recorded entry in. */
  fold(subject: string, entry: RecordedEntry): void;
  /** Writes what it keeps, before the commit. */
  save(trx: Knex.Transaction): Promise<void>;
}
