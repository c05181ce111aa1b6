import { Sha256Digest } from './primitives';

export const gateChecks = [
  'state',
  'hold',
  'window',
  'freeze',
  'conflicts',
  'approvals',
  'policy',
  'plan',
  'commit',
  'environment',
] as const;
export type GateCheckId = (typeof gateChecks)[number];

/** One question the gate asks. */
export interface GateCheck {
  id: GateCheckId;
  passed: boolean;
  /** What was found, in one sentence. */
  detail: string;
  /** What would satisfy it; absent when it passed. */
  remedy?: string;
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
  subjectDigest?: Sha256Digest;
  decidedAt: string;
  /** Who asked. */
  askedBy: string;
}
