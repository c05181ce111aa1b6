import { LedgerEntry, digestOf } from '@countersign/plugin-ledger-common';
import { ChangeEventType } from '../../model';
import { dutyConflict } from './duty';
import { ClaimBook } from '../claims';
import { ChangeEntryData, changeEntrySchemas } from '../entries';
import { Replay } from './replay';
import { tellDeployment, tellGate, tellReconciliation } from './tellDeployment';
import { tellTransition } from './tellTransition';

/**
 * Takes one entry into the replay and judges it by what went before. The entry is known to have the form of its type.
 */
export function tell(
  entry: LedgerEntry,
  replay: Replay,
  book: ClaimBook,
): void {
  switch (entry.type as ChangeEventType) {
    case 'change.updated':
      replay.update(dataOf(entry, 'change.updated'));
      return;
    case 'change.plan_attached':
      replay.attachPlan(dataOf(entry, 'change.plan_attached'));
      return;
    case 'change.submitted':
      replay.round = dataOf(entry, 'change.submitted').subject.round;
      break;
    case 'change.approval_requested':
      tellRequest(entry, replay, book);
      break;
    case 'change.approved':
    case 'change.rejected':
      tellDecision(entry, replay, book);
      break;
    case 'change.approvals_voided':
      replay.voidApprovals(dataOf(entry, 'change.approvals_voided').nextRound);
      break;
    case 'change.transitioned':
      tellTransition(entry, dataOf(entry, 'change.transitioned'), replay, book);
      break;
    case 'change.held':
      replay.hold = { since: entry.occurredAt };
      break;
    case 'change.resumed':
      replay.hold = undefined;
      break;
    case 'change.closed':
      tellClosing(entry, dataOf(entry, 'change.closed'), replay, book);
      break;
    case 'gate.decided':
      tellGate(entry, dataOf(entry, 'gate.decided'), replay, book);
      break;
    case 'deployment.reported':
      tellDeployment(entry, dataOf(entry, 'deployment.reported'), replay, book);
      break;
    case 'deployment.reconciled':
      tellReconciliation(
        entry,
        dataOf(entry, 'deployment.reconciled'),
        replay,
        book,
      );
      break;
    default:
      // Comments, assessments and the like decide nothing.
      break;
  }
  // Not right after an edit: the next entry may void the approvals that it makes impossible.
  checkDuties(entry, replay, book);
}

function dataOf<T extends ChangeEventType>(
  entry: LedgerEntry,
  type: T,
): ChangeEntryData<T> {
  return changeEntrySchemas[type].parse(entry.data) as ChangeEntryData<T>;
}

function tellRequest(entry: LedgerEntry, replay: Replay, book: ClaimBook) {
  const data = dataOf(entry, 'change.approval_requested');
  replay.ask(entry, data);
  const isWhole =
    digestOf(data.subject) === data.subjectDigest &&
    data.subject.policyDigest === data.policy.digest &&
    data.subject.round === data.round;
  book.check(
    'bound',
    isWhole && replay.isSubjectCurrent,
    {
      pass: `Approval was asked for ${data.subjectDigest} (round ${data.round}).`,
      fail: isWhole
        ? 'What approval was asked for is not what the change said then.'
        : 'The digest approval was asked for is not that of its subject.',
    },
    entry.id,
  );
}

function tellDecision(entry: LedgerEntry, replay: Replay, book: ClaimBook) {
  const approved = entry.type === 'change.approved';
  const data = dataOf(entry, 'change.approved');
  const { asked } = replay;
  const isBound =
    asked !== undefined &&
    data.round === asked.data.round &&
    data.subjectDigest === digestOf(asked.data.subject) &&
    replay.isSubjectCurrent;
  const verb = approved ? 'approved' : 'rejected';
  book.check(
    'bound',
    isBound,
    {
      pass: `${data.approver} ${verb} it for ${data.group}.`,
      fail: asked
        ? `${data.approver} ${verb} something else than what stood there.`
        : `${data.approver} ${verb} it when nobody had been asked.`,
    },
    entry.id,
  );
  if (data.approver !== entry.actor) {
    book.refutes(
      'duties',
      `${entry.actor} recorded a decision of ${data.approver}.`,
      entry.id,
    );
  }
  if (approved) {
    book.supports('duties', `${data.approver} is none of them.`, entry.id);
  }
  replay.decisions.push({ at: entry.occurredAt, data, approved });
}

/** Whoever approved must not open, plan or implement the change, nor be made to later. */
export function checkDuties(
  entry: LedgerEntry,
  replay: Replay,
  book: ClaimBook,
): void {
  for (const { data } of replay.decisions.filter(d => d.approved)) {
    const conflict = dutyConflict(
      replay.snapshot,
      data.approver,
      data.onBehalfOf,
    );
    if (conflict) book.refutes('duties', conflict, entry.id);
  }
}

function tellClosing(
  entry: LedgerEntry,
  { code }: ChangeEntryData<'change.closed'>,
  replay: Replay,
  book: ClaimBook,
) {
  const status = replay.approvalStatus;
  const isApproved = status === 'approved' || status === 'preapproved';
  book.check(
    'closed',
    isApproved || (status === 'rejected' && code === 'unsuccessful'),
    {
      pass: `Closed as ${code.replace('_', ' ')} by ${entry.actor}.`,
      fail: `It was closed as ${code.replace(
        '_',
        ' ',
      )} while its approval was ${status.replace('_', ' ')}.`,
    },
    entry.id,
  );
}
