import {
  alone,
  record,
  say,
  StoryContext,
  StoryKind,
  StoryResultOf,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { ChangeEventType, changeNumber, ChangeState } from '../model';
import { ClaimBook, claimsOfRules1, StoryClaimId } from './claims';
import { changeEntrySchemas, isChangeEventType } from './entries';
import { FirstRulesTeller } from './rules1/FirstRulesTeller';
import { Teller } from './rules2/Teller';

/** What the ledger entries of one change say, held against the rules. */
export type StoryResult = StoryResultOf<StoryClaimId, ChangeState>;

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
  relied: 'Nothing was decided yet.',
  written: 'Nothing was written after the opening.',
  whole: 'It was not submitted yet.',
  owed: 'Nothing went ahead unapproved.',
  demands: 'No other area demanded anything.',
};

/**
 * Replays the ledger entries of one change, in the order of the log, and judges them by the rules they were written
 * under: nothing the portal concluded is taken on trust. What the entries state as facts (who is in which group, what
 * the catalog said, what really ran) cannot be judged this way.
 *
 * A change opened under the first version of the rules is judged by those, up to the entry with which it adopted the
 * present ones.
 */
export function changeStory(
  entries: LedgerEntry[],
  context: StoryContext = alone,
): StoryResult {
  const book = new ClaimBook();
  const [first] = entries;
  const told = entries.filter(entry => readable(entry, first.subject, book));
  const adoptedAt = told.findIndex(e => e.type === 'change.rules_adopted');
  const opening = told.find(e => e.type === 'change.created');
  const openedUnder = opening ? rulesOf(opening) : 2;
  const isFirstRules = openedUnder === 1 && adoptedAt < 0;

  if (openedUnder === 1) {
    const teller = new FirstRulesTeller(book);
    const until = adoptedAt < 0 ? told.length : adoptedAt;
    told.slice(0, until).forEach(entry => teller.tell(entry));
    if (isFirstRules) teller.end();
  }
  const teller = new Teller(book, context);
  told.forEach((entry, i) => {
    if (openedUnder === 1 && (isFirstRules || i <= adoptedAt)) {
      teller.pass(entry);
    } else {
      teller.tell(entry);
    }
  });
  if (!isFirstRules) teller.end();

  const claims = book.claims(idle, isFirstRules ? claimsOfRules1 : undefined);
  if (!entries.length) claims[0].holds = false;
  const { facts } = teller;
  return {
    subject: first?.subject ?? '',
    title: opening && titleOf(opening),
    state: facts?.state,
    rules: facts?.rules ?? openedUnder,
    holds: claims.every(claim => claim.holds),
    claims,
    relies: [...teller.relies],
  };
}

/** How whoever verifies evidence judges what a log says of changes. */
export const changeStories: StoryKind<StoryClaimId, ChangeState> = {
  prefix: changeNumber.prefix,
  opening: 'change.created',
  judge: changeStory,
  limits: [
    'That those who approved were members of the groups they approved for: the catalog said so then.',
    'That nothing was deployed beside what was reported, and that what was reported is what ran.',
    'That the configuration items, the window and the plan were the right ones: people judged that.',
    'That other areas demanded nothing where no demand of theirs is on record.',
  ],
};

function rulesOf(opening: LedgerEntry) {
  return changeEntrySchemas['change.created'].parse(opening.data).rules ?? 1;
}

function titleOf(opening: LedgerEntry) {
  return changeEntrySchemas['change.created'].parse(opening.data).title;
}

function readable(
  entry: LedgerEntry,
  subject: string,
  book: ClaimBook,
): boolean {
  if (entry.subject !== subject) {
    book.refutes(
      'readable',
      say`An entry is about ${record(entry.subject)}, not ${record(subject)}.`,
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
