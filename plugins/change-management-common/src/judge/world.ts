import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { ItemView } from '@countersign/plugin-governance-common';
import {
  ActiveFreeze,
  ApprovalPolicy,
  Conflict,
  EligibleApprover,
  GateDemand,
  RejectedContent,
  RiskLevel,
  StandardChangeTemplate,
} from '../model';

/**
 * What the judge looks at beside the change: the catalog, the calendar and the configuration at one moment. It comes
 * from the portal's own records, never from whoever asks; offline, from what the ledger recorded of it.
 */
export interface World {
  /** The moment. ISO 8601, UTC. */
  at: string;
  /** The change's configuration items, as far as the catalog has them. */
  items: readonly ItemView[];
  /** Who may approve in the name of a group, before the duty rules. */
  approversOf(group: string): readonly EligibleApprover[];
  /** The policies in force, in order, and the digest of the set. */
  policies: readonly ApprovalPolicy[];
  policyDigest: Sha256Digest;
  /** The standard change's template as it stands; absent when there is none. */
  template?: StandardChangeTemplate;
  templateDigest?: Sha256Digest;
  /** In force now for the change's items and environment, whether or not they let emergencies through. */
  freezes: readonly ActiveFreeze[];
  /** Without the answers given to them: those are facts of the change. */
  conflicts: readonly Omit<Conflict, 'accepted'>[];
  /** There may be conflicts that are not among them, since more changes overlap than can be compared. */
  conflictsTruncated: boolean;
  /** The risk assessed from the items as they are now; absent before the first assessment. */
  risk?: { score: number; level: RiskLevel };
  /** The environments there are, the most critical first. */
  environments: readonly string[];
  /** What other areas demand of the change. */
  demands: readonly GateDemand[];
  /**
   * Other changes as which the same content was rejected and not approved since, the last one first; of a change that
   * needs an approval anyway, none.
   */
  rejections: readonly RejectedContent[];
  /** How long after its start an emergency change may stay unapproved, in milliseconds. */
  termMs: number;
}
