import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { changeEntryData, ChangeEntryInput } from '../evidence';
import { Facts, fold } from '../facts';
import { ChangeEventType } from '../model';

/** Writes the entries of a story one after the other. */
export class StoryWriter {
  readonly entries: LedgerEntry[] = [];
  #facts: Facts | undefined;

  constructor(readonly subject = 'CHG0000042') {}

  /** What the entries so far say of the change. */
  get facts(): Facts {
    if (!this.#facts) throw new Error('The change was not opened yet');
    return this.#facts;
  }

  write<T extends ChangeEventType>(
    type: T,
    actor: string,
    occurredAt: string,
    data: ChangeEntryInput<T>,
  ): this {
    const n = this.entries.length + 1;
    const entry: LedgerEntry = {
      id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      type,
      subject: this.subject,
      actor,
      occurredAt,
      data: changeEntryData(type, data) as LedgerEntry['data'],
    };
    return this.append(entry);
  }

  /** Takes in an entry that was written before. */
  append(entry: LedgerEntry): this {
    this.entries.push(entry);
    this.#facts = fold(this.#facts, entry);
    return this;
  }
}
