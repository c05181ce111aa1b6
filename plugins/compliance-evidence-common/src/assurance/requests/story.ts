import {
  ClaimBookOf,
  openedBy,
  person,
  refusedStep,
  say,
  StoryKind,
  StoryResultOf,
  tellStory,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { requestNumber } from '../fields';
import { writerOf } from '../life';
import { requestEntrySchemas, RequestEntryType } from './entries';
import { applyRequestEntry } from './fold';
import { judgeAsking, judgeRequest, RequestCall } from './judge';
import { RequestFacts, RequestState } from './model';
import { requestVerbOf } from './verbs';

/** What the story of a request is asked, in the order in which it is told. */
const claims = {
  opened: 'The story begins with the opening of this request, and has no other',
  readable: 'Every entry has the form of its type and is about this request',
  steps: 'Each step was allowed in the state in which it was taken',
  people: 'What takes a person was done by one, in person',
  duties: 'Only whoever asked judged the answers, and answered none of them',
};
/** One of the claims about a request. */
export type RequestClaim = keyof typeof claims;

const idle: Record<RequestClaim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  steps: 'It took no step yet.',
  people: 'There are no entries.',
  duties: 'It has no answer yet.',
};

const claimOfGuard: Partial<Record<string, RequestClaim>> = {
  person: 'people',
  duty: 'duties',
};

function tellOpening(
  entry: LedgerEntry,
  book: ClaimBookOf<RequestClaim>,
): void {
  const { id, actor } = entry;
  book.supports('opened', openedBy(entry), id);
  book.check(
    'people',
    judgeAsking(writerOf(entry)).ok,
    { pass: 'It was.', fail: say`${person(actor)} opened it.` },
    id,
  );
}

function tellStep(
  entry: LedgerEntry,
  facts: RequestFacts,
  book: ClaimBookOf<RequestClaim>,
): void {
  const { id, type } = entry;
  const verb = requestVerbOf(type);
  if (!verb) return;
  const call = {
    verb,
    who: writerOf(entry),
    data: requestEntrySchemas[type as RequestEntryType].parse(entry.data),
  } as RequestCall;
  const verdict = judgeRequest(facts, call);
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
  if (verb === 'answer' || verb === 'accept' || verb === 'return') {
    book.supports('duties', 'They were kept.', id);
  }
}

/** Judges what the ledger says of one request, entry by entry, as the portal had to. */
export function requestStory(
  entries: LedgerEntry[],
): StoryResultOf<RequestClaim, RequestState> {
  return tellStory<RequestClaim, RequestFacts>(entries, {
    noun: 'request',
    opening: 'request.opened',
    schemas: requestEntrySchemas,
    claims,
    idle,
    apply: applyRequestEntry,
    tellOpening,
    tellStep,
  });
}

/** How whoever verifies evidence judges what a log says of requests. */
export const requestStories: StoryKind<RequestClaim, RequestState> = {
  prefix: requestNumber.prefix,
  opening: 'request.opened',
  judge: requestStory,
  limits: ['That an answer is enough: the auditor judged that.'],
};
