import {
  ClaimBookOf,
  person,
  record,
  refusedStep,
  say,
  StoryKind,
  StoryResultOf,
  tellStory,
  time,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { findingNumber } from '../fields';
import { writerOf } from '../life';
import { findingEntrySchemas, FindingEntryType } from './entries';
import { applyFindingEntry } from './fold';
import { FindingCall, judgeFinding } from './judge';
import { FindingFacts, FindingState } from './model';
import { findingVerbOf } from './verbs';

/** What the story of a finding is asked, in the order in which it is told. */
const claims = {
  opened:
    'The story begins with the run that found it, and has no other opening',
  readable: 'Every entry has the form of its type and is about this finding',
  machine: 'It was opened by the reconciliation, not by a person',
  steps: 'Each step was allowed in the state in which it was taken',
  people: 'What takes a person was done by one, in person',
  duties:
    'Nobody accepted it, or closed it by its explanation, who explained or remediated it',
  dates: 'Each acceptance ends on a date that was ahead of it',
  evidence:
    'It was closed by a later run of what it is about, or, for what happened in a period, by an explanation with evidence',
};
/** One of the claims about a finding. */
export type FindingClaim = keyof typeof claims;

const idle: Record<FindingClaim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  machine: 'There are no entries.',
  steps: 'It took no step yet.',
  people: 'It took no step yet.',
  duties: 'Nobody accepted it or closed it by its explanation.',
  dates: 'Nobody accepted it.',
  evidence: 'It was never closed.',
};

const claimOfGuard: Partial<Record<string, FindingClaim>> = {
  person: 'people',
  duty: 'duties',
  until: 'dates',
  evidence: 'evidence',
  scope: 'evidence',
};

function tellOpening(
  { id, actor, occurredAt, data }: LedgerEntry,
  book: ClaimBookOf<FindingClaim>,
): void {
  const { seen } = findingEntrySchemas['finding.opened'].parse(data);
  book.supports(
    'opened',
    say`Found by ${record(seen.run)} at ${time(occurredAt)}.`,
    id,
  );
  book.check(
    'machine',
    writerOf({ actor, data }).by === 'system',
    { pass: 'It was.', fail: say`${person(actor)} opened it.` },
    id,
  );
}

function tellStep(
  entry: LedgerEntry,
  facts: FindingFacts,
  book: ClaimBookOf<FindingClaim>,
): void {
  const { id, type, actor, occurredAt } = entry;
  const verb = findingVerbOf(type);
  if (!verb) return;
  const call = {
    verb,
    who: writerOf(entry),
    at: occurredAt,
    data: findingEntrySchemas[type as FindingEntryType].parse(entry.data),
  } as FindingCall;
  const verdict = judgeFinding(facts, call, { run: 'elsewhere' });
  if (!verdict.ok) {
    book.refutes(
      claimOfGuard[verdict.refusal.guard] ?? 'steps',
      refusedStep(entry, verdict.refusal),
      id,
    );
    return;
  }
  book.supports('steps', 'All were.', id);
  book.supports('people', 'It was.', id);
  if (call.verb === 'accept') {
    book.supports('duties', say`Accepted by ${person(actor)}.`, id);
    book.supports('dates', say`Until ${time(call.data.until)}.`, id);
  }
  if (call.verb === 'close') {
    const { absence } = call.data;
    if (absence) {
      book.supports('evidence', say`By ${record(absence.run)}.`, id);
    } else {
      const shown = facts.explanation?.evidence ?? [];
      const names = shown.map(({ reference }) => reference).join(', ');
      book.supports('evidence', say`By its explanation: ${names}.`, id);
      book.supports('duties', say`Closed by ${person(actor)}.`, id);
    }
  }
}

/** Judges what the ledger says of one finding, entry by entry, as the portal had to. */
export function findingStory(
  entries: LedgerEntry[],
): StoryResultOf<FindingClaim, FindingState> {
  return tellStory<FindingClaim, FindingFacts>(entries, {
    noun: 'finding',
    opening: 'finding.opened',
    schemas: findingEntrySchemas,
    claims,
    idle,
    apply: applyFindingEntry,
    tellOpening,
    tellStep,
  });
}

/** How whoever verifies evidence judges what a log says of findings. */
export const findingStories: StoryKind<FindingClaim, FindingState> = {
  prefix: findingNumber.prefix,
  opening: 'finding.opened',
  judge: findingStory,
  limits: [
    'That a run shows the row, or no longer shows it: the pack of that run proves it.',
    'That an explanation is true: people judged that.',
  ],
};
