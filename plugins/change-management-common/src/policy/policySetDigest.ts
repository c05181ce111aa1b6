import { Sha256Digest, digestOf } from '@countersign/plugin-ledger-common';
import { ApprovalPolicy } from '../model';

/** The version of an ordered set of policies: any edit, and any change of their order, is another digest. */
export function policySetDigest(
  policies: readonly ApprovalPolicy[],
): Sha256Digest {
  return digestOf(policies);
}
