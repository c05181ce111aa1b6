import {
  ClaimBookOf,
  person,
  say,
  StoryKind,
  stepWords,
  tellStory,
  time,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { samePerson, writerOf } from '../assurance/life';
import { runEntries } from './entries';
import { endStates, runNumber } from './model';
import { retentionEnds } from './retention';
import { RunState } from './phases';

/** What the story of a run is asked, in the order in which it is told. */
const claims = {
  opened: 'The story begins with the request for this run, and has no other',
  readable: 'Every entry has the form of its type and is about this run',
  order: 'Each phase came after the one before it, and once',
  taken: 'Each source that the report names gave one snapshot',
  staged: 'What was staged is what was taken, row for row',
  answered: 'Every question that the report names was answered',
  sent: 'The pack went to those whom the report names, and to nobody twice unless a person sent it again',
  kept: 'What it rests on was kept for as long as its report demands and while it was held, unless two people decided to erase it',
  ended:
    'Nothing was done after it had ended, unless somebody took it up again',
};
type Claim = keyof typeof claims;

const none = 'There are no entries.';
const idle: Record<Claim, string> = {
  opened: none,
  readable: none,
  order: 'No phase was finished.',
  taken: 'No snapshot was taken.',
  staged: 'Nothing was staged.',
  answered: 'No question was answered.',
  sent: 'Nothing was sent.',
  kept: 'Nothing of it was erased.',
  ended: 'It has not ended.',
};

const { schemas } = runEntries;

/** The run as far as its entries told. */
interface Told {
  title: string;
  state: RunState;
  sources: readonly string[];
  questions: readonly string[];
  recipients: readonly string[];
  retentionDays?: number;
  /** Nobody lifted the last hold. */
  held?: boolean;
  /** Who asked that it be erased before its time, and was not declined. */
  asked?: string;
  /** When it ended last. */
  endedAt?: string;
  /** Rows of each snapshot, by the id of its evidence. */
  rows: ReadonlyMap<string, number>;
  /** Sources that gave a snapshot. */
  taken: readonly string[];
  /** Phases that are done. */
  done: readonly string[];
  /** Who was sent the pack, since somebody last decided that it be sent. */
  sent: readonly string[];
}

/** What must be done before each of these, and is done once. */
const before: Record<string, string | undefined> = {
  'run.staged': undefined,
  'run.reconciled': 'run.staged',
  'run.rendered': 'run.reconciled',
  'run.packed': 'run.rendered',
};

const states: Record<string, RunState> = {
  'run.completed': 'completed',
  'run.failed': 'failed',
  'run.canceled': 'canceled',
  'run.retried': 'queued',
  'run.resent': 'running',
};

/** What is decided beside its way through the phases. */
const beside: readonly string[] = [
  'run.held',
  'run.released',
  'run.erasure_asked',
  'run.erasure_declined',
  'run.erased',
  'run.incident_declared',
];

const isOver = ({ state }: Pick<Told, 'state'>) => endStates.includes(state);

/** What becomes of a run by one more entry. */
function apply(
  run: Told | undefined,
  { type, data, occurredAt, actor }: LedgerEntry,
): Told | undefined {
  if (type === 'run.requested') {
    const opened = schemas[type].parse(data);
    return (
      run ?? {
        ...opened,
        state: 'queued',
        rows: new Map(),
        taken: [],
        done: [],
        sent: [],
      }
    );
  }
  if (!run) return undefined;
  const stays = isOver(run) || beside.includes(type);
  const state = states[type] ?? (stays ? run.state : 'running');
  const next = {
    ...run,
    state,
    ...(endStates.includes(states[type]) && { endedAt: occurredAt }),
  };
  if (type === 'run.held') return { ...next, held: true };
  if (type === 'run.released') return { ...next, held: false };
  if (type === 'run.erasure_asked') return { ...next, asked: actor };
  if (type === 'run.erasure_declined') return { ...next, asked: undefined };
  if (type === 'run.snapshot_taken') {
    const { evidenceId, source, rowCount } = schemas[type].parse(data);
    return {
      ...next,
      taken: [...run.taken, source],
      rows: new Map([...run.rows, [evidenceId, rowCount]]),
    };
  }
  if (type === 'run.delivered') {
    const { recipient } = schemas[type].parse(data);
    return { ...next, sent: [...run.sent, recipient] };
  }
  if (type === 'run.resent') {
    const { recipients } = schemas[type].parse(data);
    return { ...next, sent: run.sent.filter(to => !recipients.includes(to)) };
  }
  return type in before ? { ...next, done: [...run.done, type] } : next;
}

/** A person wrote it, and no machine for them. */
const isPersons = (entry: Pick<LedgerEntry, 'actor' | 'data'>) =>
  writerOf(entry).by === 'person';

/** What is decided about the keeping of a run, people decide. */
function tellDecision(
  entry: LedgerEntry,
  _: Told,
  book: ClaimBookOf<Claim>,
): void {
  book.check(
    'kept',
    isPersons(entry),
    {
      pass: say`${person(entry.actor)} decided: ${stepWords(entry.type)}.`,
      fail: `${entry.actor} is no person: ${stepWords(entry.type)}.`,
    },
    entry.id,
  );
}

const tellers: Record<
  string,
  (entry: LedgerEntry, run: Told, book: ClaimBookOf<Claim>) => void
> = {
  'run.snapshot_taken': ({ id, data }, run, book) => {
    const { source } = schemas['run.snapshot_taken'].parse(data);
    book.check(
      'taken',
      run.sources.includes(source) && !run.taken.includes(source),
      {
        pass: 'Those that gave one are of the report.',
        fail: run.taken.includes(source)
          ? `${source} gave a second one.`
          : `${source} is no source of the report.`,
      },
      id,
    );
  },
  'run.staged': ({ id, data }, run, book) => {
    const { tables } = schemas['run.staged'].parse(data);
    const missing = run.sources.filter(name => !run.taken.includes(name));
    book.check(
      'taken',
      missing.length === 0,
      {
        pass: 'All did before anything was staged.',
        fail: `Staged without ${missing.join(', ')}.`,
      },
      id,
    );
    const other = tables.filter(
      ({ evidenceId, rows }) => run.rows.get(evidenceId) !== rows,
    );
    book.check(
      'staged',
      other.length === 0 && tables.length === run.sources.length,
      {
        pass: 'The numbers of rows agree.',
        fail: `${
          other.map(({ table }) => table).join(', ') || 'A table'
        } differs from its snapshot.`,
      },
      id,
    );
  },
  'run.reconciled': ({ id, data }, run, book) => {
    const { questions, rows } = schemas['run.reconciled'].parse(data);
    const names = questions.map(({ name }) => name);
    const total = questions.reduce((sum, one) => sum + one.rows, 0);
    book.check(
      'answered',
      run.questions.join() === names.join() && total === rows.size,
      {
        pass: `${questions.length} questions, ${rows.size} rows.`,
        fail: 'Questions or rows are missing, or there are more than the report names.',
      },
      id,
    );
  },
  'run.delivered': ({ id, data }, run, book) => {
    const { recipient } = schemas['run.delivered'].parse(data);
    book.check(
      'sent',
      run.recipients.includes(recipient) &&
        !run.sent.includes(recipient) &&
        run.done.includes('run.packed'),
      {
        pass: 'Each of them once.',
        fail: `${recipient} was sent a pack that was not theirs, not there, or theirs already.`,
      },
      id,
    );
  },
  'run.held': tellDecision,
  'run.released': tellDecision,
  'run.erasure_asked': tellDecision,
  'run.erasure_declined': tellDecision,
  'run.erased': (entry, run, book) => {
    const { id, data, occurredAt, actor } = entry;
    const { retentionDays, erased, asked } = schemas['run.erased'].parse(data);
    book.check(
      'kept',
      !run.held,
      { pass: 'It was not held.', fail: 'It was erased while it was held.' },
      id,
    );
    if (asked) {
      book.check(
        'kept',
        isPersons(entry) &&
          run.endedAt !== undefined &&
          run.asked === asked.by &&
          !samePerson(run.asked, actor),
        {
          pass: say`${erased.length} files were erased at ${time(
            occurredAt,
          )}: ${person(asked.by)} asked for it and ${person(
            actor,
          )} agreed; their hashes stand.`,
          fail: say`It was erased at ${time(
            occurredAt,
          )} before its time, and not by two people.`,
        },
        id,
      );
      return;
    }
    const end = run.endedAt && retentionEnds(run.endedAt, retentionDays);
    const isAgreed =
      run.retentionDays === undefined || run.retentionDays === retentionDays;
    book.check(
      'kept',
      end !== undefined && end <= occurredAt && isAgreed,
      {
        pass: say`${erased.length} files were erased at ${time(
          occurredAt,
        )} by ${actor}, after the ${retentionDays} days of its report; their hashes stand.`,
        fail: isAgreed
          ? say`It was erased at ${time(occurredAt)}, before its time was over.`
          : `It was erased after ${retentionDays} days; its report demands ${run.retentionDays}.`,
      },
      id,
    );
  },
  'run.resent': ({ id, actor }, _, book) => {
    book.check(
      'sent',
      actor.startsWith('user:'),
      {
        pass: say`${person(actor)} had it sent again.`,
        fail: `${actor} had it sent again, and is no person.`,
      },
      id,
    );
  },
};

function tellStep(
  entry: LedgerEntry,
  run: Told,
  book: ClaimBookOf<Claim>,
): void {
  const { id, type } = entry;
  if (type in before) {
    const first = before[type];
    book.check(
      'order',
      !run.done.includes(type) && (!first || run.done.includes(first)),
      { pass: 'They did.', fail: `Out of its order: ${stepWords(type)}.` },
      id,
    );
  }
  const takesUp =
    (type === 'run.retried' && run.state === 'failed') ||
    type === 'run.resent' ||
    beside.includes(type) ||
    // What a mail that was on its way came to is told when it is known.
    type === 'run.delivered' ||
    type === 'run.delivery_failed';
  book.check(
    'ended',
    !isOver(run) || takesUp,
    {
      pass: 'Nothing was.',
      fail: `${stepWords(type)}, though it was ${run.state}.`,
    },
    id,
  );
  tellers[type]?.(entry, run, book);
}

/** How whoever verifies evidence judges what a log says of runs. */
export const runStories: StoryKind<Claim, RunState> = {
  prefix: runNumber.prefix,
  opening: 'run.requested',
  judge: entries =>
    tellStory<Claim, Told>(entries, {
      noun: 'run',
      opening: 'run.requested',
      schemas,
      claims,
      idle,
      apply,
      tellStep,
    }),
  limits: [
    'That a source told the truth: the log holds what it answered, and when.',
    'That a mail was read: the log holds that a mail server took it.',
  ],
};
