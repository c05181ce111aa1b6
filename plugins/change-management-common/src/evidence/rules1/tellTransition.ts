import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { checkHold, checkWindow } from '../../judge/checks';
import { isLegalTransition } from '../../states/table';
import { ClaimBook } from '../claims';
import { ChangeEntryData } from '../entries';
import { Replay } from './replay';

/** One step: from where the change is, along an edge of the table, and into Implement only when it is approved. */
export function tellTransition(
  entry: LedgerEntry,
  { from, to, verb, approvalDueAt }: ChangeEntryData<'change.transitioned'>,
  replay: Replay,
  book: ClaimBook,
): void {
  const { type } = replay.snapshot;
  if (from !== replay.state) {
    book.refutes(
      'states',
      `A step leaves ${from} while the change is in ${replay.state}.`,
      entry.id,
    );
  }
  book.check(
    'states',
    isLegalTransition(type, from, to, verb),
    {
      pass: 'All of them.',
      fail: `A ${type} change does not go from ${from} to ${to} by ${verb}.`,
    },
    entry.id,
  );
  if (type === 'emergency' && from === 'authorize' && verb === 'start') {
    replay.wentAhead = { dueAt: approvalDueAt };
  }
  if (verb === 'approve' || to === 'implement') {
    checkApproved(entry, verb, replay, book);
  }
  if (verb === 'start' && to === 'implement') {
    checkStart(entry, replay, book);
  }
  if (to === 'closed') {
    replay.closedAt = entry.occurredAt;
    book.check(
      'closed',
      from === 'review' && replay.state === 'review',
      { pass: 'After its review.', fail: 'It was closed without a review.' },
      entry.id,
    );
  }
  replay.state = to;
}

function checkApproved(
  entry: LedgerEntry,
  verb: string,
  replay: Replay,
  book: ClaimBook,
) {
  const status = replay.approvalStatus;
  const mayGoAhead = status === 'due' && verb !== 'approve';
  const isApproved = status === 'approved' || status === 'preapproved';
  const who = replay.decisions.map(d => d.data.approver).join(', ');
  let pass = who ? `Approved by ${who}.` : 'The policy asks for nobody.';
  if (status === 'preapproved') pass = 'Pre-approved by its template.';
  if (mayGoAhead) pass = 'An emergency went ahead, to be approved afterwards.';
  book.check(
    'approved',
    isApproved || mayGoAhead,
    {
      pass,
      fail:
        verb === 'approve'
          ? 'It moved on as approved while approvals were missing.'
          : `It was implemented while its approval was ${status.replace(
              '_',
              ' ',
            )}.`,
    },
    entry.id,
  );
}

/** A start by a person is guarded as the gate is; a deployment is judged by its verdict. */
function checkStart(entry: LedgerEntry, replay: Replay, book: ClaimBook) {
  const change = replay.covering;
  for (const check of [
    checkHold(change),
    checkWindow(change.window, entry.occurredAt),
  ]) {
    if (!check.passed) {
      book.refutes('approved', `It was started: ${check.detail}`, entry.id);
    }
  }
}
