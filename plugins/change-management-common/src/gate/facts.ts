import { ApprovalOverview, Conflict, Sha256Digest, Stack } from '../model';

/** A freeze in force now for the change's items and environment. */
export interface ActiveFreeze {
  title: string;
  /** ISO 8601; absent when it is not known when it ends. */
  until?: string;
  /** It lets emergency changes through. */
  allowEmergency: boolean;
}

/**
 * What the gate and the start of a change look at beside the change itself. The caller brings it as it is *now*:
 * nothing here may come from the pipeline that asks.
 */
export interface GateFacts {
  /** Absent when no policy matches, or when the approvals cannot be read: then nothing is approved. */
  approvals?: ApprovalOverview;
  /** The digest of the policy set in force. */
  currentPolicyDigest: Sha256Digest;
  /** The digest of the standard change's template as it stands now; absent when it is gone. */
  currentTemplateDigest?: Sha256Digest;
  conflicts: Conflict[];
  /** There may be conflicts that are not among them, since more changes overlap than can be compared. */
  conflictsTruncated?: boolean;
  freezes: ActiveFreeze[];
  /** ISO 8601. */
  now: string;
}

/** What the pipeline says it is about to deploy. */
export interface PresentedDeployment {
  planDigest?: Sha256Digest;
  commit?: string;
  environment?: string;
  /** Where it is about to be applied. */
  stack?: Stack;
}
