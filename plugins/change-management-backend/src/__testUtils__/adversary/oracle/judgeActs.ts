import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { graceMs, pipeline } from '../estate';
import { Books } from './Books';
import { CaseFile } from './CaseFile';
import { contentOf, differenceOf, rejectableOf } from './content';
import { Act, Edit, Happening } from './happening';
import { approved, judgeApproved, requestedChanges } from './judgeApprovals';
import { objectionsTo, Surroundings } from './objections';

/** The part each verb makes one have. */
const handOf: Record<string, string | undefined> = {
  edit: 'edited',
  plan: 'planned',
  submit: 'submitted',
  authorize: 'asked',
  'accept-conflict': 'accepted',
  start: 'started',
  complete: 'completed',
};

const personal = new Set([
  'approve',
  'reject',
  'request-changes',
  'withdraw-request',
  'start',
  'close',
  'accept-conflict',
]);

export async function acted(
  books: Books,
  request: Act | Edit,
  after: ChangeDetail,
  { arena, at }: Happening,
  step: number,
): Promise<void> {
  const { by, number } = request;
  const file = books.files.get(number);
  const before = file?.at(step - 0.5);
  if (!file || !before) return;
  const verb = request.kind === 'edit' ? 'edit' : request.call.verb;
  const around = books.around(arena, step);
  books.acts(number, by);
  if (by === pipeline) judgeMachine(books, verb, before, file);
  const standing = file
    .standing(step)
    .filter(g => g.who === by || g.onBehalfOf === by);
  const changed =
    differenceOf(contentOf(before.change), contentOf(after.change)) ??
    (before.change.implementer !== after.change.implementer
      ? 'implementer'
      : undefined);
  const as = handOf[verb];
  const didSomething = !['edit', 'plan'].includes(verb) || changed;
  // An approver may answer for a conflict that came up after the approval.
  const isApproversOwn = verb === 'accept-conflict';
  if (as && didSomething && by !== pipeline) {
    if (standing.length && !isApproversOwn) {
      books.breach(
        `act-approver-${as}`,
        `${by} approved ${number} and then ${as} it, and the approval stands`,
        file,
      );
    }
    books.hand(file, by, as, step);
  }
  switch (verb) {
    case 'approve':
      approved(books, request as Act, file, after, around);
      break;
    case 'reject':
      file.rejections.push({
        step,
        content: rejectableOf(before.change),
        change: before.change,
      });
      if (file.owed) file.owed.ended ??= step;
      break;
    case 'start':
      started(books, file, before, after, around, at);
      break;
    case 'edit':
    case 'plan':
      if (changed && hasStarted(before)) {
        books.breach(
          `edit-after-start-${changed}`,
          `${by} wrote another ${changed} of ${number} in ${before.change.state}`,
          file,
        );
      }
      break;
    case 'cancel':
      if (file.isOwed || before.change.type === 'retrospective') {
        books.breach(
          `cancel-owed`,
          `${number} went ahead unapproved, and was canceled`,
          file,
        );
      }
      break;
    case 'close':
      closed(books, request as Act, file, before);
      break;
    case 'accept-conflict': {
      const { key } = (request as Act).call.body as { key: string };
      const conflict = before.conflicts.find(c => c.key === key);
      const other = conflict?.other?.number;
      const theirs = other && books.files.get(other)?.now.change.window;
      if (other && theirs) {
        file.acceptances.push({
          by,
          step,
          key,
          other,
          round: after.change.approvalRound,
          otherWindow: `${theirs.start} ${theirs.end}`,
        });
      }
      break;
    }
    case 'decline':
      file.declined.add(by);
      break;
    case 'withdraw':
      for (const given of standing) given.withdrawn = step;
      break;
    case 'comment':
      if (traceOf(before) !== traceOf(after)) {
        books.breach(
          'comment-decides',
          `A comment of ${by} on ${number} did more than say something`,
          file,
        );
      }
      break;
    case 'request-changes':
      requestedChanges(books, request as Act, file, before, after, around);
      break;
    case 'withdraw-request':
      file.answerRequestsOf(by, step);
      if (after.change.approvalStatus === 'approved') {
        judgeApproved(books, file, around);
      }
      break;
    default:
  }
}

function started(
  books: Books,
  file: CaseFile,
  before: ChangeDetail,
  after: ChangeDetail,
  around: Surroundings,
  at: number,
): void {
  const { step } = around.world;
  const { change } = before;
  const isUnapproved =
    change.type === 'emergency' && change.approvalStatus !== 'approved';
  if (isUnapproved) {
    file.owed ??= { since: at, dueAt: at + graceMs };
  }
  for (const objection of objectionsTo(file, at, around)) {
    books.breach(
      `start-${objection}`,
      `${file.number} was started: ${objection}`,
      file,
    );
  }
  const { implementer } = after.change;
  if (implementer) books.hand(file, implementer, 'implements', step);
}

function closed(
  books: Books,
  { call }: Act,
  file: CaseFile,
  before: ChangeDetail,
): void {
  const { change } = before;
  const { code } = call.body as { code: string };
  const rejected = file.rejections.length > 0 && !approvedSince(file);
  const owesRetrospect =
    change.type === 'retrospective' &&
    !['approved', 'rejected'].includes(change.approvalStatus);
  if ((file.isOwed && !rejected) || owesRetrospect) {
    books.breach(
      'close-owed',
      `${file.number} went ahead unapproved, and was closed`,
      file,
    );
  }
  const wentAhead = file.owed ?? change.type === 'retrospective';
  if (rejected && wentAhead && code !== 'unsuccessful') {
    books.breach(
      'close-rejected',
      `${file.number} was rejected afterwards, and closed as ${code}`,
      file,
    );
  }
  if (
    code === 'successful' &&
    file.runs.some(
      run =>
        ['unauthorised', 'scope_exceeded'].includes(
          run.reconciliation.verdict,
        ) && !run.reconciliation.retrospectiveChange,
    )
  ) {
    books.breach(
      'close-over-deviation',
      `${file.number} was closed as successful over a run that nobody approved and nobody is asked about`,
      file,
    );
  }
}

/** What only a person does. */
function judgeMachine(
  books: Books,
  verb: string,
  before: ChangeDetail,
  file: CaseFile,
): void {
  const holdOfPerson = before.change.hold?.by.startsWith('user:');
  if (personal.has(verb) || (verb === 'resume' && holdOfPerson)) {
    books.breach(
      `machine-${verb}`,
      `A pipeline did ${verb} with ${file.number}`,
      file,
    );
  }
}

function approvedSince(file: CaseFile): boolean {
  const last = file.rejections[file.rejections.length - 1];
  return file.given.some(given => given.step > last.step);
}

function hasStarted({ change }: ChangeDetail): boolean {
  return (
    change.type === 'retrospective' ||
    ['implement', 'review', 'closed', 'canceled'].includes(change.state)
  );
}

/** What of a change an act that decides nothing leaves alone. */
function traceOf({ change, duties, changesRequested }: ChangeDetail): string {
  return JSON.stringify([change, duties, changesRequested]);
}
