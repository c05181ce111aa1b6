/**
 * The tamper-evident ledger: canonical leaves, Merkle proofs, signed checkpoints and their verification, with no I/O.
 *
 * @packageDocumentation
 */

export { fromBase64, toBase64, toHex, utf8 } from './bytes';
export {
  canonicalJson,
  CanonicalJsonError,
  type LedgerJson,
} from './canonical/canonicalJson';
export { digestOf, digestOfBytes, type Sha256Digest } from './canonical/digest';
export {
  leafOf,
  ledgerEntrySchema,
  MAX_LEAF_BYTES,
  parseLeaf,
  type LedgerEntry,
  type LedgerEntryInput,
} from './entry';
export { HASH_BYTES, TreeHasher, type Sha256 } from './merkle/TreeHasher';
export { ProofError } from './merkle/ProofError';
export { CompactRange, type NodeVisitor } from './merkle/CompactRange';
export {
  perfectSubtrees,
  type LeafRange,
  type NodeId,
} from './merkle/subtrees';
export {
  assembleProof,
  planConsistency,
  planInclusion,
  planNodes,
  type ProofPlan,
} from './merkle/proofs';
export {
  verifyConsistency,
  verifyInclusion,
  type ConsistencyClaim,
  type InclusionClaim,
} from './merkle/verifyProof';
export { verifyEd25519 } from './note/ed25519';
export {
  formatVerifierKey,
  formatWitnessKey,
  parseVerifierKey,
  parseWitnessKey,
  verifierKey,
  witnessKey,
  type VerifierKey,
} from './note/verifierKey';
export {
  cosignCheckpoint,
  verifyCosignatures,
  withSignatureLines,
  type Cosignature,
} from './note/cosignature';
export {
  formatAddCheckpoint,
  parseAddCheckpoint,
  type AddCheckpoint,
} from './witness/addCheckpoint';
export {
  judgeCheckpoint,
  misconduct,
  type WitnessJudgment,
  type WitnessKnowledge,
  type WitnessRefusalCode,
} from './witness/judgeCheckpoint';
export {
  formatSignatureLine,
  parseSignatureLines,
  parseSignedNote,
  signNote,
  verifyNote,
  type NoteSignature,
  type NoteSigner,
  type SignedNote,
} from './note/signedNote';
export {
  formatCheckpoint,
  parseCheckpoint,
  type Checkpoint,
} from './note/checkpoint';
export {
  formatTlogProof,
  parseTlogProof,
  type TlogProof,
} from './note/tlogProof';
export {
  BUNDLE_FORMAT,
  bundleFile,
  bundleSchema,
  type Bundle,
  type UnsignedBundle,
} from './bundle/schema';
export { bundlesFile, bundlesIn } from './bundle/bundlesIn';
export { signBundle } from './bundle/signBundle';
export { verifyBundle } from './bundle/verifyBundle';
export type {
  AskedSubject,
  BundleProblem,
  BundleProblemCode,
  BundleProof,
  BundleVerification,
  Completeness,
  ProvenAnchor,
  ProvenEntry,
  ProvenSignature,
  ProvenTime,
  SubjectCompleteness,
  VerifyBundleOptions,
} from './bundle/verification';
export { verifyLeaves, type LeavesVerification } from './verifyLeaves';
export { ledgerStatusSchema, type LedgerStatus } from './status';
export {
  timelineEventSchema,
  type TimelineEvent,
  type TimelineItem,
  type TimelinePage,
  type TimelineQuery,
} from './timeline';
