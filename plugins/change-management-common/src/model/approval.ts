import { Sha256Digest, TimeWindow } from './primitives';
import { ChangeType } from './change';

/**
 * Exactly what is approved. Its digest (SHA-256 of the RFC 8785 canonical JSON) is what an approval is bound to and
 * what the gate compares.
 */
export interface ApprovalSubject {
  number: string;
  type: ChangeType;
  environment: string;
  /** Sorted. */
  items: string[];
  window: TimeWindow | null;
  planDigest: Sha256Digest | null;
  commit: string | null;
  policyDigest: Sha256Digest;
  round: number;
}

/** One decision of one person, in the name of one group. */
export interface Approval {
  id: string;
  round: number;
  /** The group in whose name it counts. */
  group: string;
  approver: string;
  /** The person who delegated, when the approver acts for somebody else. */
  onBehalfOf?: string;
  decision: 'approved' | 'rejected';
  comment?: string;
  subjectDigest: Sha256Digest;
  decidedAt: string;
  void?: { at: string; reason: string };
}

/** One line of a policy: so many people of this group. */
export interface ApprovalRequirement {
  group: string;
  /** Why this group is asked, such as "owner of component:default/checkout-api". */
  reason: string;
  count: number;
}

export interface RequirementStatus extends ApprovalRequirement {
  approvals: Approval[];
  satisfied: boolean;
  /** Who could still give it under the duty rules. */
  eligible: EligibleApprover[];
  /** Members who may not, and why. */
  excluded: { user: string; reason: string }[];
}

export interface EligibleApprover {
  user: string;
  via: 'member' | 'delegate';
  onBehalfOf?: string;
}

export interface ApprovalOverview {
  policy: { name: string; digest: Sha256Digest; description?: string };
  subject: ApprovalSubject;
  subjectDigest: Sha256Digest;
  requirements: RequirementStatus[];
  satisfied: boolean;
  /** Empty when an eligible set of approvers exists; otherwise who is missing, in sentences. */
  unsatisfiable: string[];
}
