import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { ApprovalSubject, Change } from '../../model';

/** What of a change an approval is about. */
export interface ApprovableChange
  extends Pick<
    Change,
    | 'number'
    | 'type'
    | 'environment'
    | 'items'
    | 'window'
    | 'commit'
    | 'approvalRound'
  > {
  plan?: { digest: Sha256Digest };
}

/**
 * Exactly what is approved. `policyDigest` is the digest of the policy set that says who approves; for a standard
 * change, of the template that pre-approves it.
 */
export function approvalSubjectOf(
  change: ApprovableChange,
  policyDigest: Sha256Digest,
): ApprovalSubject {
  return {
    number: change.number,
    type: change.type,
    environment: change.environment,
    items: [...new Set(change.items)].sort(),
    window: change.window
      ? { start: change.window.start, end: change.window.end }
      : null,
    planDigest: change.plan?.digest ?? null,
    commit: change.commit ?? null,
    policyDigest,
    round: change.approvalRound,
  };
}
