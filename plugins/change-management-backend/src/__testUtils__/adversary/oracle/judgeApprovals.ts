import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { Estate } from '../../memory/MemoryCatalog';
import { Books } from './Books';
import { CaseFile } from './CaseFile';
import { Act } from './happening';
import { approvalsMissing, flawOf, Surroundings } from './objections';
import { countsFor } from './policy';

export function approved(
  books: Books,
  { by, seen }: Act,
  file: CaseFile,
  after: ChangeDetail,
  around: Surroundings,
): void {
  const { step, estate } = around.world;
  const requirements = after.approvals?.requirements ?? [];
  const counted = requirements
    .flatMap(r => r.approvals)
    .find(a => a.approver === by);
  const given = {
    who: by,
    onBehalfOf: counted
      ? counted.onBehalfOf
      : delegatorOf(by, requirements, estate),
    step,
    round: after.change.approvalRound,
    seen,
  };
  file.given.push(given);
  file.answerRequestsOf(by, step);
  const flaw = flawOf(file, given, after.change, step);
  if (flaw) {
    books.breach(
      `approve-${flaw}`,
      `${by} approved ${file.number}: ${flaw}`,
      file,
    );
  } else if (!requirements.some(r => countsFor(given, r.group, estate))) {
    books.breach(
      'approve-not-asked',
      `${by} approved ${file.number} and is in no group that is asked`,
      file,
    );
  }
  if (after.change.approvalStatus === 'approved') {
    if (file.owed) file.owed.ended ??= step;
    judgeApproved(books, file, around);
  }
}

export function judgeApproved(
  books: Books,
  file: CaseFile,
  around: Surroundings,
): void {
  const missing = approvalsMissing(file, around);
  if (missing) {
    books.breach(
      `approved-${missing}`,
      `${file.number} counts as approved: ${missing}`,
      file,
    );
  }
}

/** Whoever may approve says what has to be different; what others approved stands. */
export function requestedChanges(
  books: Books,
  { by, seen }: Act,
  file: CaseFile,
  before: ChangeDetail,
  after: ChangeDetail,
  { world: { step, estate } }: Surroundings,
): void {
  const { approvalRound: round, state } = after.change;
  const requirements = after.approvals?.requirements ?? [];
  const wanted = {
    who: by,
    onBehalfOf: delegatorOf(by, requirements, estate),
    step,
    round,
    seen,
  };
  file.wanted.push({ who: by, step, round });
  const flaw = flawOf(file, wanted, after.change, step);
  if (flaw) {
    books.breach(
      `request-${flaw}`,
      `${by} requested changes to ${file.number}: ${flaw}`,
      file,
    );
  } else if (!requirements.some(r => countsFor(wanted, r.group, estate))) {
    books.breach(
      'request-not-asked',
      `${by} requested changes to ${file.number} and is in no group that is asked`,
      file,
    );
  }
  if (round !== before.change.approvalRound || state !== 'authorize') {
    books.breach(
      'request-voids',
      `The request of ${by} undid what others approved of ${file.number}`,
      file,
    );
  }
}

/** For whom somebody decides who is in none of the groups that are asked. */
function delegatorOf(
  who: string,
  requirements: readonly { group: string }[],
  { people }: Estate,
): string | undefined {
  const isAsked = (person: string) =>
    requirements.some(r => people[person]?.groups.includes(r.group));
  if (isAsked(who)) return undefined;
  return Object.keys(people).find(
    person => people[person].delegate?.to === who && isAsked(person),
  );
}
