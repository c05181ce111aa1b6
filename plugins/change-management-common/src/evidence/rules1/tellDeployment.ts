import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { neverRun } from '../../deployments/neverRun';
import { reconcile } from './reconcile';
import {
  checkDue,
  checkHold,
  checkState,
  checkWindow,
} from '../../judge/checks';
import { checkPresented } from '../../judge/presented';
import { Reconciliation } from '../../model';
import { ClaimBook } from '../claims';
import { ChangeEntryData } from '../entries';
import { Replay } from './replay';

/** A gate that allowed must have had reason to, by the entries before it. */
export function tellGate(
  entry: LedgerEntry,
  decision: ChangeEntryData<'gate.decided'>,
  replay: Replay,
  book: ClaimBook,
): void {
  replay.gateDecisions.set(decision.id, decision);
  if (decision.decision !== 'allow') return;
  const change = replay.covering;
  const failures = [
    checkState(change),
    checkHold(change),
    checkWindow(change.window, decision.decidedAt),
    ...checkPresented({ ...change, planDigest: change.plan?.digest }, decision),
  ]
    .filter(check => !check.passed)
    .map(check => check.detail);
  if (!['approved', 'preapproved', 'due'].includes(replay.approvalStatus)) {
    failures.push(
      `Its approval was ${replay.approvalStatus.replace('_', ' ')}.`,
    );
  }
  if (replay.approvalStatus === 'due') {
    const due = checkDue(replay.wentAhead?.dueAt, decision.decidedAt);
    if (!due.passed) failures.push(due.detail);
  }
  if (decision.checks.some(check => !check.passed)) {
    failures.push('One of its own checks had failed.');
  }
  book.check(
    'gate',
    !failures.length,
    {
      pass: `It allowed plan ${decision.planDigest ?? 'none'}, commit ${
        decision.commit ?? 'none'
      }.`,
      fail: `The gate allowed, although: ${failures.join(' ')}`,
    },
    entry.id,
  );
}

/** Reconciles the deployment anew, by the entries before it. */
export function tellDeployment(
  entry: LedgerEntry,
  deployment: ChangeEntryData<'deployment.reported'>,
  replay: Replay,
  book: ClaimBook,
): void {
  const { gateDecisionId } = deployment;
  const gate =
    gateDecisionId === undefined
      ? undefined
      : replay.gateDecisions.get(gateDecisionId);
  const isCovered = replay.snapshot.type !== 'retrospective';
  if (isCovered && gateDecisionId !== undefined && !gate) {
    book.refutes(
      'gate',
      `Deployment ${deployment.externalId} quotes an answer of the gate that was not given about this change.`,
      entry.id,
    );
  }
  const covering = isCovered ? replay.covering : undefined;
  const verdict = reconcile({
    deployment,
    change: covering,
    gate,
    now: entry.occurredAt,
  });
  replay.verdicts.set(deployment.id, verdict);
  book.check(
    'deployed',
    verdict.verdict === 'authorised',
    {
      pass: `Deployment ${deployment.externalId} ${deployment.outcome.replace(
        '_',
        ' ',
      )}, of plan ${deployment.planDigest ?? 'none'}, commit ${
        deployment.commit ?? 'none'
      }.`,
      fail: `Deployment ${deployment.externalId} is ${says(verdict)}`,
    },
    entry.id,
  );
}

/** The portal's verdict must be the one that follows. */
export function tellReconciliation(
  entry: LedgerEntry,
  recorded: ChangeEntryData<'deployment.reconciled'>,
  replay: Replay,
  book: ClaimBook,
): void {
  if (recorded.deploymentId === undefined) {
    const { state, snapshot } = replay;
    book.check(
      'verdicts',
      recorded.verdict === 'never_run' &&
        neverRun({ state, window: snapshot.window }, entry.occurredAt),
      {
        pass: 'Approved, and never run.',
        fail: `The verdict ${recorded.verdict} names no deployment and does not follow.`,
      },
      entry.id,
    );
    return;
  }
  const own = replay.verdicts.get(recorded.deploymentId);
  book.check(
    'verdicts',
    own !== undefined && own.verdict === recorded.verdict,
    {
      pass: `Recomputed: ${recorded.verdict.replace(/_/g, ' ')}.`,
      fail: own
        ? `The recorded verdict is ${recorded.verdict.replace(
            /_/g,
            ' ',
          )}; it should be ${says(own)}`
        : 'The verdict is about a deployment that was not reported.',
    },
    entry.id,
  );
}

function says({ verdict, reasons }: Reconciliation): string {
  return `${verdict.replace(/_/g, ' ')}: ${reasons.join(' ')}`;
}
