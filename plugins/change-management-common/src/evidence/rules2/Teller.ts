import {
  millis,
  say,
  StoryContext,
  time,
} from '@countersign/plugin-governance-common';
import { LedgerEntry, digestOf } from '@countersign/plugin-ledger-common';
import { dutyConflict } from '../../facts/hands';
import { Facts, isOwed } from '../../facts/facts';
import { fold } from '../../facts/fold';
import { ChangeEventType } from '../../model';
import { ClaimBook } from '../claims';
import { ChangeEntryData, changeEntrySchemas } from '../entries';
import { tellMisplaced, tellOpening } from '../opening';
import { Records } from './Records';
import {
  tellChangesRequest,
  tellDecision,
  tellRequest,
  tellWithdrawal,
} from './tellApprovals';
import { tellGate, tellReconciliation } from './tellDeployments';
import { tellClosing, tellTransition } from './tellSteps';
import { tellWriting } from './tellWriting';

/** One entry, with the facts before it and after it, and what is on record by then. */
export interface Telling<T extends ChangeEventType = ChangeEventType> {
  entry: LedgerEntry;
  data: ChangeEntryData<T>;
  before: Facts;
  after: Facts;
  records: Records;
  book: ClaimBook;
  context: StoryContext;
  /** What had to be taken as it is recorded. */
  relies: Set<string>;
}

/** Entries after which another may void what they made impossible, and those that may come in between. */
const voidedNext = new Set<string>([
  'change.updated',
  'change.plan_attached',
  'change.conflict_accepted',
  'change.assessed',
  'change.ruleset',
  'change.relied',
]);

/** Tells a story by the rules of today: folds entry by entry, and asks the judge again what each of them answered. */
export class Teller {
  readonly #book: ClaimBook;
  readonly #records = new Records();
  readonly #context: StoryContext;
  /** What had to be taken as it is recorded, in a sentence each. */
  readonly relies = new Set<string>();
  facts: Facts | undefined;
  #last: LedgerEntry | undefined;
  #count = 0;

  constructor(book: ClaimBook, context: StoryContext) {
    this.#book = book;
    this.#context = context;
  }

  /** Takes an entry in that is judged by other rules. */
  pass(entry: LedgerEntry): void {
    this.#count++;
    this.facts = fold(this.facts, entry);
    this.#records.add(entry);
  }

  tell(entry: LedgerEntry): void {
    this.#last = entry;
    const before = this.facts;
    const isOpening = entry.type === 'change.created';
    if (isOpening && !before) {
      tellOpening(entry, this.#count === 0, this.#book);
      this.pass(entry);
      return;
    }
    if (isOpening || !before) {
      tellMisplaced(entry, this.#book);
      return;
    }
    if (millis(entry.occurredAt) < millis(before.at)) {
      this.#book.refutes(
        'states',
        say`An entry of ${time(entry.occurredAt)} comes after one of ${time(
          before.at,
        )}.`,
        entry.id,
      );
    }
    this.pass(entry);
    const telling = {
      entry,
      data: dataOf(entry),
      before,
      after: this.facts!,
      records: this.#records,
      book: this.#book,
      context: this.#context,
      relies: this.relies,
    };
    tellOne(telling);
    if (!voidedNext.has(entry.type)) checkDuties(telling);
  }

  end(): void {
    const { facts } = this;
    if (!facts || !this.#last) return;
    checkDuties({ entry: this.#last, after: facts, book: this.#book });
    if (
      isOwed(facts) &&
      (facts.state === 'closed' || facts.state === 'canceled')
    ) {
      this.#book.refutes(
        'owed',
        say`It went ahead at ${time(facts.ahead!.since)} and is ${
          facts.state
        } unanswered.`,
        this.#last.id,
      );
    }
  }
}

function tellOne(telling: Telling): void {
  tellWriting(telling);
  const { entry, book } = telling;
  const of = <T extends ChangeEventType>() => telling as unknown as Telling<T>;
  switch (entry.type as ChangeEventType) {
    case 'change.relied':
    case 'change.ruleset':
      tellRecord(telling);
      break;
    case 'change.approval_requested':
      tellRequest(of());
      break;
    case 'change.approved':
    case 'change.rejected':
      tellDecision(of());
      break;
    case 'change.changes_requested':
      tellChangesRequest(of());
      break;
    case 'change.approval_withdrawn':
      tellWithdrawal(of());
      break;
    case 'change.transitioned':
      tellTransition(of());
      break;
    case 'change.closed':
      tellClosing(of());
      break;
    case 'gate.decided':
      tellGate(of());
      break;
    case 'deployment.reconciled':
      tellReconciliation(of());
      break;
    case 'change.approval_overdue':
      book.supports('owed', 'Its approval was overdue.', entry.id);
      break;
    default:
      break;
  }
}

/** What was relied on is what its digest says. */
function tellRecord({ entry, book }: Telling): void {
  const data = entry.data as {
    digest: string;
    world?: unknown;
    ruleset?: unknown;
  };
  book.check(
    'relied',
    digestOf(data.world ?? data.ruleset) === data.digest,
    {
      pass: 'Each is on record.',
      fail: 'What a decision relied on is not what its digest says.',
    },
    entry.id,
  );
}

/** Whoever approved must have no hand in the change, nor get one later. */
function checkDuties({
  entry,
  after,
  book,
}: Pick<Telling, 'entry' | 'after' | 'book'>): void {
  for (const d of after.decisions.filter(each => each.approved)) {
    const conflict = dutyConflict(after, d.approver, d.onBehalfOf);
    if (conflict) book.refutes('duties', conflict, entry.id);
  }
}

function dataOf(entry: LedgerEntry): ChangeEntryData {
  return changeEntrySchemas[entry.type as ChangeEventType].parse(
    entry.data,
  ) as ChangeEntryData;
}
