import { Sentence } from '@countersign/plugin-governance-common';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { Stack } from './stack';

export const gateChecks = [
  'state',
  'hold',
  'window',
  'freeze',
  'conflicts',
  'approvals',
  'policy',
  'items',
  'plan',
  'commit',
  'environment',
  'stack',
] as const;
export type GateCheckId = (typeof gateChecks)[number];

/** One question the gate asks. */
export interface GateCheck {
  id: GateCheckId;
  passed: boolean;
  /** What was found, in one sentence. */
  detail: string;
  /** The same with what it refers to; not on record. */
  detailSegments?: Sentence;
  /** What would satisfy it; absent when it passed. */
  remedy?: string;
  remedySegments?: Sentence;
}

/** The gate's answer. It refuses whenever it cannot know. */
export interface GateDecision {
  /** UUID: the deployment report quotes it. */
  id: string;
  decision: 'allow' | 'refuse';
  changeNumber?: string;
  checks: GateCheck[];
  planDigest?: Sha256Digest;
  commit?: string;
  environment?: string;
  stack?: Stack;
  subjectDigest?: Sha256Digest;
  decidedAt: string;
  /** Who asked. */
  askedBy: string;
}

/** What the gate would answer now. It is on no record and permits nothing. */
export type GatePreview = Omit<GateDecision, 'id'> & { preview: true };
