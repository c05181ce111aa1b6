import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { ClaimBook } from '../claims';
import { tellMisplaced, tellOpening } from '../opening';
import { Replay } from './replay';
import { checkDuties, tell } from './tell';

/**
 * Tells a story by the rules of version 1: approvals were bound to nine fields, and duties held only for the people
 * that stood in the change's fields. Records of that time stay what they were.
 */
export class FirstRulesTeller {
  readonly #book: ClaimBook;
  #replay: Replay | undefined;
  #last: LedgerEntry | undefined;
  #count = 0;

  constructor(book: ClaimBook) {
    this.#book = book;
  }

  tell(entry: LedgerEntry): void {
    this.#count++;
    this.#last = entry;
    if (entry.type === 'change.created' && !this.#replay) {
      this.#replay = new Replay(
        tellOpening(entry, this.#count === 1, this.#book),
      );
    } else if (entry.type === 'change.created' || !this.#replay) {
      tellMisplaced(entry, this.#book);
    } else {
      tell(entry, this.#replay, this.#book);
    }
  }

  end(): void {
    if (this.#replay && this.#last) {
      checkDuties(this.#last, this.#replay, this.#book);
    }
  }
}
