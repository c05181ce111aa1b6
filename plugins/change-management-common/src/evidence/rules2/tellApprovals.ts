import { person, phraseOf, say } from '@countersign/plugin-governance-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { Facts } from '../../facts/facts';
import { currentSubjectDigest } from '../../facts/subject';
import { floorProblems, floorText } from '../../judge/floor';
import { demandOf } from '../../judge/standing';
import {
  mayDecide,
  mayRequestChanges,
  settled,
} from '../../judge/verbs/decisions';
import { World } from '../../judge/world';
import { tellDemands } from './tellDemands';
import type { Telling } from './Teller';

/** What approval was asked for must be what stood there, of those whom the policies on record name. */
export function tellRequest(
  telling: Telling<'change.approval_requested'>,
): void {
  const { entry, data, after, records, book } = telling;
  const isWhole =
    digestOf(data.subject) === data.subjectDigest &&
    data.subject.policyDigest === data.policy.digest &&
    data.subject.round === data.round;
  book.check(
    'bound',
    isWhole && currentSubjectDigest(after) !== undefined,
    {
      pass: `Approval was asked for ${data.subjectDigest} (round ${data.round}).`,
      fail: isWhole
        ? 'What approval was asked for is not what the change said then.'
        : 'The digest approval was asked for is not that of its subject.',
    },
    entry.id,
  );
  const world = relied(data.relied, entry.occurredAt, { entry, records, book });
  if (!world) return;
  tellDemands(after, world, telling);
  const asked = demandOf(after, world).requirements;
  book.check(
    'bound',
    sameDemand(asked, data.policy.requirements) &&
      world.policyDigest === data.policy.digest,
    {
      pass: `Asked were those whom policy ${data.policy.name} names.`,
      fail: 'Those who were asked are not those whom the policies name.',
    },
    entry.id,
  );
  tellFloor(after, world, { entry, book });
}

/** What an approver does: it is theirs, of what they saw, and by a right they had. Answers the world it was judged in. */
function tellRight(
  telling: Telling<'change.approved' | 'change.changes_requested'>,
  { noun, did }: { noun: string; did: string },
  may: typeof mayDecide,
): World | undefined {
  const { entry, data, before, records, book } = telling;
  if (data.approver !== entry.actor) {
    book.refutes(
      'duties',
      say`${person(entry.actor)} recorded a ${noun} of ${person(
        data.approver,
      )}.`,
      entry.id,
    );
  }
  const world = relied(data.relied, entry.occurredAt, { entry, records, book });
  if (!world) return undefined;
  tellDemands(before, world, telling);
  const answer = may(before, world, {
    user: data.approver,
    saw: data.subjectDigest,
    group: data.group,
  });
  const claim =
    !answer.ok && answer.refusal.guard === 'duty' ? 'duties' : 'bound';
  book.check(
    claim,
    answer.ok && answer.option.onBehalfOf === data.onBehalfOf,
    {
      pass: say`${person(data.approver)} ${did} for ${person(data.group)}.`,
      fail: answer.ok
        ? say`${person(data.approver)} ${did} by a right they did not have.`
        : say`${person(data.approver)} ${did}, although: ${
            phraseOf('message', answer.refusal) ?? ''
          }`,
    },
    entry.id,
  );
  return world;
}

/** A decision is somebody's who may decide, about what they saw, and completes exactly what the judge says it completes. */
export function tellDecision(telling: Telling<'change.approved'>): void {
  const { entry, data, after, book } = telling;
  const approved = entry.type === 'change.approved';
  const world = tellRight(
    telling,
    { noun: 'decision', did: approved ? 'approved it' : 'rejected it' },
    mayDecide,
  );
  if (!world) return;
  if (!approved) return;
  book.supports(
    'duties',
    say`${person(data.approver)} had no hand in it.`,
    entry.id,
  );
  const completes =
    settled({ ...after, approvedAt: undefined }, world) !== undefined;
  if (completes !== (data.completes ?? false)) {
    book.refutes(
      'approved',
      completes
        ? 'An approval that completes them does not say so.'
        : 'The approvals were called complete while some were missing.',
      entry.id,
    );
  }
}

/** Changes are requested by whoever may approve, of what they saw; nothing goes ahead before that is answered. */
export function tellChangesRequest(
  telling: Telling<'change.changes_requested'>,
): void {
  tellRight(
    telling,
    { noun: 'request', did: 'requested changes' },
    mayRequestChanges,
  );
}

export function tellWithdrawal({
  entry,
  data,
  before,
  book,
}: Telling<'change.approval_withdrawn'>): void {
  const own = before.decisions.some(
    d => d.id === data.approvalId && d.approver === entry.actor,
  );
  book.check(
    'duties',
    own,
    {
      pass: say`${person(entry.actor)} withdrew their approval.`,
      fail: say`${person(
        entry.actor,
      )} withdrew an approval that was not theirs.`,
    },
    entry.id,
  );
}

/** The world a decision relied on, or a refutation. */
export function relied(
  digest: Parameters<Telling['records']['world']>[0],
  at: string,
  { entry, records, book }: Pick<Telling, 'entry' | 'records' | 'book'>,
): World | undefined {
  const world = records.world(digest, at);
  if (!world) {
    book.refutes(
      'relied',
      `An entry ${entry.type} does not say what it relied on.`,
      entry.id,
    );
  }
  return world;
}

/** Items and environment are at least what the change touches. */
export function tellFloor(
  facts: Facts,
  world: World,
  { entry, book }: Pick<Telling, 'entry' | 'book'>,
): void {
  const problems = floorProblems(
    facts.content,
    world.items,
    world.environments,
  );
  book.check(
    'whole',
    !problems.length,
    {
      pass: 'Its items hold what its plan touches, and its environment what its items are in.',
      fail: floorText(problems),
    },
    entry.id,
  );
}

function sameDemand(
  a: readonly { group: string; count: number }[],
  b: readonly { group: string; count: number }[],
): boolean {
  const read = (list: typeof a) =>
    list
      .map(({ group, count }) => `${group} ${count}`)
      .sort()
      .join('\n');
  return read(a) === read(b);
}
