import type { LedgerEntry } from '../entry';
import type { Sha256 } from '../merkle/TreeHasher';

/** What kind of check failed. */
export type BundleProblemCode =
  /** The file is not a bundle, or not in its one exact spelling. */
  | 'format'
  /** A signature is missing or does not verify. */
  | 'signature'
  /** A signature verifies, but the caller does not trust its key. */
  | 'untrusted-key'
  /** A checkpoint is not one, or not one of this log. */
  | 'checkpoint'
  /** A leaf is not an entry, or not one that was asked for, or out of order. */
  | 'entry'
  /** A Merkle proof does not lead to the checkpoint's root. */
  | 'proof'
  /** The log of the older checkpoint is not the beginning of this one. */
  | 'consistency'
  /** A witness that the caller demands did not cosign a log with every entry, or its cosignature does not verify. */
  | 'witness'
  /** There is no time stamp by an authority that the caller trusts over every entry, or one does not verify. */
  | 'time-stamp';

/** One thing that is wrong with a bundle. */
export interface BundleProblem {
  code: BundleProblemCode;
  /** The part of the bundle, as a path: `contents.entries[3].proof`. Empty for the file as a whole. */
  where: string;
  message: string;
}

/** An entry whose place in the log was proven. */
export interface ProvenEntry {
  /** Zero-based index in the log. */
  index: number;
  entry: LedgerEntry;
}

/** A signature that verifies. */
export interface ProvenSignature {
  of: 'bundle' | 'checkpoint' | 'older checkpoint' | 'anchor';
  /** The key's C2SP verifier key text. */
  key: string;
  /** The key's ID, 8 hex digits. */
  keyId: string;
  /** Whether the caller trusts this key for this log. */
  trusted: boolean;
}

/** How sure one can be that nothing which was asked for is missing. */
export type Completeness =
  /** Every entry of the log, from the first to the checkpoint's last. */
  | { kind: 'whole-log' }
  /** Every entry of the log from the first to the last index listed. */
  | { kind: 'contiguous'; first: number; last: number }
  /** The subject's numbered entries from `first` to `last` without a gap; there may be later ones. */
  | { kind: 'numbered'; first: number; last: number }
  /** Of several subjects, each by itself. */
  | { kind: 'each'; of: SubjectCompleteness[] }
  /** Nothing is proven about what is not listed. */
  | { kind: 'none' };

/** How sure one can be of one subject among several. */
export type SubjectCompleteness = { subject: string } & (
  | { kind: 'numbered'; first: number; last: number }
  | { kind: 'none' }
);

/** Whose entries a bundle was asked for, and of which time. */
export interface AskedSubject {
  subject: string;
  since?: string;
  upTo?: string;
}

/** A state of the log that others vouch for. */
export interface ProvenAnchor {
  /** Leaves in the log then. */
  treeSize: number;
  rootHash: string;
  /** Every entry of the bundle was in the log then. */
  coversAll: boolean;
  /** By witnesses that the caller names; others are ignored. */
  cosignatures: {
    /** C2SP key of the witness. */
    witness: string;
    /** ISO 8601 UTC, by the clock of the witness. */
    time: string;
  }[];
  /** What was cosigned and stamped: the text of the checkpoint. */
  text: string;
  /** An RFC 3161 token in base64, before anybody looked at it. */
  timeStamp?: string;
}

/** A time by an authority that the caller trusts. */
export interface ProvenTime {
  /** ISO 8601 UTC, by the clock of the authority. */
  time: string;
  /** Whom its certificate names. */
  authority: string;
  /** Leaves in the log that was stamped. */
  treeSize: number;
  /** Every entry of the bundle was in the log then. */
  coversAll: boolean;
}

/** What a bundle proves. */
export interface BundleProof {
  origin: string;
  contents:
    | ({ kind: 'subject' } & AskedSubject)
    | { kind: 'subjects'; subjects: AskedSubject[] }
    | { kind: 'range'; first: number; count: number };
  entries: ProvenEntry[];
  /** Leaves in the log at the checkpoint. */
  treeSize: number;
  /** The Merkle root at the checkpoint, in hex. */
  rootHash: string;
  /** ISO 8601 UTC, by the signer's clock. */
  checkpointSignedAt: string;
  /** ISO 8601 UTC, by the exporter's clock. */
  exportedAt: string;
  signatures: ProvenSignature[];
  completeness: Completeness;
  /** Present when the log was shown to have only grown since an older checkpoint. */
  consistentWith?: { treeSize: number; rootHash: string };
  /** States of the log that others vouch for. */
  anchors: ProvenAnchor[];
  /** Present once time stamps were looked at, which takes `verifyTimeStamps`. */
  times?: ProvenTime[];
}

/** The outcome of verifying a bundle. */
export interface BundleVerification {
  /** True when everything holds and every signature is by a trusted key. */
  ok: boolean;
  /** Every problem found, in the order of the file. Empty exactly when `ok`. */
  problems: BundleProblem[];
  /** Present when all proofs and signatures hold, also when the key is not one the caller trusts. */
  proven?: BundleProof;
  /** What this bundle cannot show, however well it verifies: full sentences. */
  limits: string[];
}

/** What the verifier brings along; nothing in the bundle replaces it. */
export interface VerifyBundleOptions {
  /** C2SP verifier keys (`name+id+base64`) that may sign, each for the log of its name. */
  trustedKeys: readonly string[];
  /** A checkpoint of this log kept from earlier: the bundle must then prove that the log only grew since. */
  knownCheckpoint?: string;
  /** C2SP keys of witnesses: each must have cosigned the log with every entry of the bundle in it. */
  witnessKeys?: readonly string[];
  /** Replaces the portable SHA-256 with a faster one. */
  sha256?: Sha256;
}
