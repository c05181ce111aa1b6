import {
  ClaimBookOf,
  person,
  refusedStep,
  say,
  StoryKind,
  StoryResultOf,
  tellStory,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { problemNumber } from '../model';
import { kindOf } from '../story';
import { problemEntrySchemas, ProblemEntryType } from './entries';
import { applyProblemEntry } from './fold';
import { judgeProblem, ProblemCall } from './judge';
import { ProblemFacts, ProblemState } from './model';
import { problemVerbOf } from './verbs';

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
  return tellStory<ProblemClaim, ProblemFacts>(entries, {
    noun: 'problem',
    opening: 'problem.opened',
    schemas: problemEntrySchemas,
    claims,
    idle,
    apply: applyProblemEntry,
    tellStep,
  });
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
    refusedStep(entry, verdict.refusal),
    id,
  );
}
