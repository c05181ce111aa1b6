import { millis, utc } from '@countersign/plugin-governance-common';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import {
  Change,
  Deployment,
  GateDecision,
  Reconciliation,
  ReconciliationVerdict,
} from '../../model';

/** What of a change a deployment is held against. */
export interface CoveringChange
  extends Pick<
    Change,
    | 'number'
    | 'type'
    | 'state'
    | 'environment'
    | 'items'
    | 'window'
    | 'commit'
    | 'approvalStatus'
    | 'approvedAt'
    | 'closedAt'
  > {
  plan?: { digest: Sha256Digest };
  hold?: { since: string };
}

export interface ReconcileInput {
  deployment: Pick<
    Deployment,
    | 'environment'
    | 'items'
    | 'planDigest'
    | 'commit'
    | 'startedAt'
    | 'finishedAt'
  >;
  /** The change the deployment names or its plan digest finds, as it stands before the report moves it on. */
  change?: CoveringChange;
  /** The gate's answer the deployer says to have acted on. */
  gate?: Pick<GateDecision, 'decision'>;
  /** ISO 8601. */
  now: string;
}

/**
 * Holds a deployment against the change that should cover it. Of several verdicts the gravest is given, in the order
 * unauthorised, scope exceeded, out of window; the reasons name every deviation.
 */
export function reconcile(input: ReconcileInput): Reconciliation {
  const { deployment, change, now } = input;
  if (!change) {
    return {
      verdict: 'unauthorised',
      reasons: ['No change covers this deployment.'],
      reconciledAt: now,
    };
  }
  const found: [ReconciliationVerdict, string[]][] = [
    ['unauthorised', unauthorised(input, change)],
    ['scope_exceeded', scopeExceeded(deployment, change)],
    ['out_of_window', outOfWindow(deployment, change)],
  ];
  const deviations = found.filter(([, reasons]) => reasons.length);
  if (!deviations.length) {
    return {
      verdict: 'authorised',
      reasons: [
        change.approvalStatus === 'due'
          ? `${change.number} covers it: an emergency that went ahead and is still to be approved.`
          : `${change.number} covers it: approved, inside its window, and what was deployed is what was approved.`,
      ],
      reconciledAt: now,
    };
  }
  return {
    verdict: deviations[0][0],
    reasons: deviations.flatMap(([, reasons]) => reasons),
    reconciledAt: now,
  };
}

function unauthorised(
  { deployment, gate }: ReconcileInput,
  change: CoveringChange,
): string[] {
  const reasons: string[] = [];
  const { number } = change;
  if (change.type === 'retrospective') {
    reasons.push(
      `${number} was opened after the fact and covers nothing else.`,
    );
  } else if (!wasOpenFor(deployment, change)) {
    reasons.push(`${number} was in state ${change.state}.`);
  }
  const approved = ['approved', 'preapproved', 'due'].includes(
    change.approvalStatus,
  );
  if (!approved) {
    reasons.push(
      `${number} was not approved (${change.approvalStatus.replace(
        '_',
        ' ',
      )}).`,
    );
  } else if (
    change.type === 'normal' &&
    !(
      change.approvedAt &&
      millis(change.approvedAt) <= millis(deployment.startedAt)
    )
  ) {
    reasons.push(
      `It started at ${utc(
        deployment.startedAt,
      )}, before ${number} was approved${
        change.approvedAt ? ` at ${utc(change.approvedAt)}` : ''
      }.`,
    );
  }
  if (
    change.hold &&
    !(millis(deployment.startedAt) < millis(change.hold.since))
  ) {
    reasons.push(`${number} was on hold since ${utc(change.hold.since)}.`);
  }
  if (deployment.environment !== change.environment) {
    reasons.push(
      `It went to ${deployment.environment}; ${number} is for ${change.environment}.`,
    );
  }
  if (gate && gate.decision !== 'allow') {
    reasons.push('The gate refused it.');
  }
  return reasons;
}

/** A report may come after the change was closed; the deployment itself must have ended by then. */
function wasOpenFor(
  deployment: ReconcileInput['deployment'],
  change: CoveringChange,
): boolean {
  switch (change.state) {
    case 'scheduled':
    case 'implement':
    case 'review':
      return true;
    case 'closed':
      return (
        change.closedAt !== undefined &&
        millis(deployment.finishedAt) <= millis(change.closedAt)
      );
    default:
      return false;
  }
}

function scopeExceeded(
  deployment: ReconcileInput['deployment'],
  change: CoveringChange,
): string[] {
  const others = deployment.items.filter(item => !change.items.includes(item));
  return [
    differs('plan', deployment.planDigest, change.plan?.digest),
    differs('commit', deployment.commit, change.commit),
    others.length
      ? `It touched ${others.join(', ')}, which ${change.number} does not name.`
      : undefined,
  ].filter(reason => reason !== undefined);
}

function differs(
  noun: string,
  deployed: string | undefined,
  approved: string | undefined,
): string | undefined {
  if (deployed === approved) return undefined;
  if (!approved)
    return `A ${noun} was deployed (${deployed}), but none was approved.`;
  return deployed
    ? `The ${noun} deployed, ${deployed}, is not the approved one, ${approved}.`
    : `The report names no ${noun}; ${approved} was approved.`;
}

function outOfWindow(
  deployment: ReconcileInput['deployment'],
  { number, window }: CoveringChange,
): string[] {
  if (!window) return [`${number} has no window.`];
  const reasons: string[] = [];
  const started = millis(deployment.startedAt);
  if (!(started >= millis(window.start) && started < millis(window.end))) {
    reasons.push(
      `It started at ${utc(deployment.startedAt)}, outside the window of ${utc(
        window.start,
      )} to ${utc(window.end)}.`,
    );
  } else if (!(millis(deployment.finishedAt) <= millis(window.end))) {
    reasons.push(
      `It finished at ${utc(
        deployment.finishedAt,
      )}, after the window had ended at ${utc(window.end)}.`,
    );
  }
  return reasons;
}
