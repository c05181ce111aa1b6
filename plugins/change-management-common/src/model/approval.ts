import { Sentence, TimeWindow } from '@countersign/plugin-governance-common';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { ChangeCategory, ChangeType } from './change';
import { RiskLevel } from './risk';
import { Stack } from './stack';

/**
 * Exactly what is approved. Its digest (SHA-256 of the RFC 8785 canonical JSON) is what an approval is bound to and
 * what the gate compares.
 */
export interface ApprovalSubject {
  /** Version of the rules that say what is in it; absent in subjects of version 1, which end at `round`. */
  rules?: number;
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
  stack?: Stack | null;
  title?: string;
  category?: ChangeCategory;
  team?: string | null;
  template?: { id: string; digest: Sha256Digest } | null;
  /** Digests of the texts, by field. */
  texts?: Record<string, Sha256Digest>;
  links?: Sha256Digest;
  /** The level the risk was assessed at. */
  risk?: RiskLevel | null;
  /** The conflicts that were accepted, each as both its ends were. Sorted by key. */
  acceptances?: { key: string; ends: Sha256Digest | null }[];
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

/**
 * What an approver wants changed before they approve. While it stands the change does not go ahead, and what others
 * approved stays approved.
 */
export interface ChangesRequest {
  id: string;
  round: number;
  /** The group in whose name it was made. */
  group: string;
  approver: string;
  /** The person who delegated, when the approver acts for somebody else. */
  onBehalfOf?: string;
  /** What should be different. Markdown. */
  comment: string;
  /** What the approver saw. */
  subjectDigest: Sha256Digest;
  requestedAt: string;
}

/** One line of a policy: so many people of this group. */
export interface ApprovalRequirement {
  group: string;
  /** Why this group is asked, such as "owner of component:default/checkout-api". */
  reason: string;
  count: number;
}

/** The same with what its reason refers to; not on record. */
export interface ToldRequirement extends ApprovalRequirement {
  reasonSegments?: Sentence;
}

export interface RequirementStatus extends ToldRequirement {
  approvals: Approval[];
  satisfied: boolean;
  /** Who could still give it under the duty rules. */
  eligible: EligibleApprover[];
  /** Members who may not, and why. */
  excluded: { user: string; reason: string; reasonSegments?: Sentence }[];
  /** Approvals given in this group's name that do not count any more, and why. */
  lapsed?: { approver: string; reason: string; reasonSegments?: Sentence }[];
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
  unsatisfiableSegments?: Sentence[];
}
