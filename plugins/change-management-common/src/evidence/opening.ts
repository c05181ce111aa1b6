import { person, record, say } from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { ClaimBook } from './claims';
import { changeEntrySchemas } from './entries';

/** Judges the opening of a change: the first entry, and about this number. */
export function tellOpening(
  entry: LedgerEntry,
  isFirst: boolean,
  book: ClaimBook,
) {
  const snapshot = changeEntrySchemas['change.created'].parse(entry.data);
  book.check(
    'opened',
    isFirst && snapshot.number === entry.subject,
    {
      pass: say`${record(snapshot.number)} was opened by ${person(
        entry.actor,
      )} for ${person(snapshot.requester)}.`,
      fail: isFirst
        ? say`Its opening is that of ${record(snapshot.number)}.`
        : 'Entries come before its opening.',
    },
    entry.id,
  );
  return snapshot;
}

/** Judges an entry that comes where no opening was yet, or a second opening. */
export function tellMisplaced(entry: LedgerEntry, book: ClaimBook): void {
  book.refutes(
    'opened',
    entry.type === 'change.created'
      ? 'It was opened twice.'
      : 'Entries come before its opening, or the opening is missing.',
    entry.id,
  );
}
