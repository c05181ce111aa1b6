import {
  ClaimBookOf,
  person,
  phraseOf,
  record,
  say,
  StoryKind,
  StoryResultOf,
  time,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { problemNumber } from '../model';
import { kindOf } from '../story';
import { problemEntrySchemas, ProblemEntryType } from './entries';
import { applyProblemEntry } from './fold';
import { judgeProblem, ProblemCall, problemVerbOf } from './judge';
import { ProblemFacts, ProblemState } from './model';

/** What the story of a problem is asked, in the order in which it is told. */
const claims = {
  opened: 'The story begins with the opening of this problem, and has no other',
  readable: 'Every entry has the form of its type and is about this problem',
  steps: 'Each step was allowed in the state in which it was taken',
  people: 'What takes a person was done by one, in person',
  duties: 'Its risk was accepted by nobody who had worked on it',
};
/** One of the claims about a problem. */
export type ProblemClaim = keyof typeof claims;

const idle: Record<ProblemClaim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  steps: 'It took no step yet.',
  people: 'It took no step yet.',
  duties: 'No risk was accepted.',
};

const claimOfGuard: Partial<Record<string, ProblemClaim>> = {
  person: 'people',
  duty: 'duties',
};

/** Judges what the ledger says of one problem, entry by entry, as the portal had to. */
export function problemStory(
  entries: LedgerEntry[],
): StoryResultOf<ProblemClaim, ProblemState> {
  const book = new ClaimBookOf<ProblemClaim>(claims);
  const number = entries[0]?.subject ?? '';
  let facts: ProblemFacts | undefined;
  for (const entry of entries) {
    const { id, type, subject, actor, data, occurredAt } = entry;
    const isReadable =
      Object.hasOwn(problemEntrySchemas, type) &&
      subject === number &&
      problemEntrySchemas[type as ProblemEntryType].safeParse(data).success;
    book.check(
      'readable',
      isReadable,
      {
        pass: 'All are.',
        fail: say`${type} about ${record(subject)} is none of this problem.`,
      },
      id,
    );
    if (!isReadable) continue;
    if (type === 'problem.opened') {
      book.check(
        'opened',
        facts === undefined,
        {
          pass: say`Opened by ${person(actor)} at ${time(occurredAt)}.`,
          fail: say`Opened again by ${person(actor)}.`,
        },
        id,
      );
    } else if (facts) {
      tellStep(entry, facts, book);
    } else {
      book.refutes('opened', `${type} comes before the opening.`, id);
    }
    facts = applyProblemEntry(facts, entry);
  }
  const judged = book.claims(idle);
  return {
    subject: number,
    title: facts?.title,
    state: facts?.state,
    rules: 1,
    holds: facts !== undefined && judged.every(({ holds }) => holds),
    claims: judged,
  };
}

/** How whoever verifies evidence judges what a log says of problems. */
export const problemStories: StoryKind<ProblemClaim, ProblemState> = {
  prefix: problemNumber.prefix,
  opening: 'problem.opened',
  judge: problemStory,
  references: entries =>
    entries.flatMap(({ id, type, data }) => {
      if (type !== 'problem.fix_planned') return [];
      const read = problemEntrySchemas[type].safeParse(data).data;
      return read ? [{ ...read.change, entryId: id }] : [];
    }),
  limits: [
    'That the cause that was found is the cause, and that the change fixed it: people judged that.',
    'How its change and its incidents stood: the portal said so with the entries, and each has its own story.',
  ],
};

function tellStep(
  entry: LedgerEntry,
  facts: ProblemFacts,
  book: ClaimBookOf<ProblemClaim>,
): void {
  const { id, type, actor } = entry;
  const verb = problemVerbOf(type);
  if (!verb) return;
  const call = {
    verb,
    who: { ref: actor, by: kindOf(entry) },
    data: problemEntrySchemas[type as ProblemEntryType].parse(entry.data),
  } as ProblemCall;
  const verdict = judgeProblem(facts, call, {
    other: 'elsewhere',
    incident: 'elsewhere',
  });
  if (verdict.ok) {
    book.supports('steps', 'All were.', id);
    book.supports('people', 'It was.', id);
    if (verb === 'accept-risk') {
      book.supports('duties', say`By ${person(actor)}.`, id);
    }
    return;
  }
  book.refutes(
    claimOfGuard[verdict.refusal.guard] ?? 'steps',
    say`${person(actor)}: ${type.slice('problem.'.length)}. ${
      phraseOf('message', verdict.refusal) ?? ''
    }`,
    id,
  );
}
