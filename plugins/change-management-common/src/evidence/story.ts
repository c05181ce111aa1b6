import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { ChangeEventType, ChangeState } from '../model';
import { ClaimBook, StoryClaim, StoryClaimId } from './claims';
import { changeEntrySchemas, isChangeEventType } from './entries';
import { Replay } from './replay';
import { checkDuties, tell } from './tell';

/** What the ledger entries of one change say, held against the rules. */
export interface StoryResult {
  /** The change's number. */
  subject: string;
  /** The title it was opened with; absent when its opening is not among the entries. */
  title?: string;
  /** Where the story leaves it. */
  state?: ChangeState;
  /** True when every claim holds. */
  holds: boolean;
  claims: StoryClaim[];
}

/** How a claim reads about which the story has nothing to say yet. */
const idle: Record<StoryClaimId, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  states: 'It took no step yet.',
  bound: 'No approval was given.',
  duties: 'No approval was given.',
  approved: 'It was not implemented.',
  gate: 'The gate let nothing through.',
  deployed: 'No deployment was reported.',
  verdicts: 'No verdict was recorded.',
  closed: 'It is not closed.',
};

/**
 * Replays the ledger entries of one change, in the order of the log, and judges them by the rules alone: nothing the
 * portal concluded is taken on trust. What the entries state as facts (who is in which group, what really ran) cannot
 * be judged this way.
 */
export function changeStory(entries: LedgerEntry[]): StoryResult {
  const book = new ClaimBook();
  const [first] = entries;
  let replay: Replay | undefined;
  for (const entry of entries) {
    const data = readable(entry, first.subject, book);
    if (!data) continue;
    if (entry.type === 'change.created') {
      if (replay) {
        book.refutes('opened', 'It was opened twice.', entry.id);
        continue;
      }
      replay = open(entry, entry === first, book);
    } else if (replay) {
      tell(entry, replay, book);
    } else {
      book.refutes(
        'opened',
        'Entries come before its opening, or the opening is missing.',
        entry.id,
      );
    }
  }
  const last = entries.at(-1);
  if (replay && last) checkDuties(last, replay, book);
  const claims = book.claims(idle);
  if (!entries.length) claims[0].holds = false;
  return {
    subject: first?.subject ?? '',
    title: replay?.snapshot.title,
    state: replay?.state,
    holds: claims.every(claim => claim.holds),
    claims,
  };
}

function readable(
  entry: LedgerEntry,
  subject: string,
  book: ClaimBook,
): boolean {
  if (entry.subject !== subject) {
    book.refutes(
      'readable',
      `An entry is about ${entry.subject}, not ${subject}.`,
      entry.id,
    );
    return false;
  }
  if (!isChangeEventType(entry.type)) {
    book.refutes(
      'readable',
      `${entry.type} is no entry of change management.`,
      entry.id,
    );
    return false;
  }
  const type: ChangeEventType = entry.type;
  if (!changeEntrySchemas[type].safeParse(entry.data).success) {
    book.refutes('readable', `An entry ${type} is malformed.`, entry.id);
    return false;
  }
  book.supports('readable', 'All are.', entry.id);
  return true;
}

function open(entry: LedgerEntry, isFirst: boolean, book: ClaimBook): Replay {
  const snapshot = changeEntrySchemas['change.created'].parse(entry.data);
  book.check(
    'opened',
    isFirst && snapshot.number === entry.subject,
    {
      pass: `${snapshot.number} was opened by ${entry.actor} for ${snapshot.requester}.`,
      fail: isFirst
        ? `Its opening is that of ${snapshot.number}.`
        : 'Entries come before its opening.',
    },
    entry.id,
  );
  return new Replay(snapshot);
}
