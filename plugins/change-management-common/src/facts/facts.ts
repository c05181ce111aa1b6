import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { ItemView } from '@countersign/plugin-governance-common';
import {
  ApprovalRequirement,
  ApprovalSubject,
  ChangesRequest,
  ChangeState,
  ChangeType,
  DeploymentOutcome,
  PlanCounts,
  ReconciliationVerdict,
} from '../model';
import { Content } from './content';
import { DutyFacts, Hand, Naming } from './hands';
import type { Rejection, Decision, VoidedRound } from '../answers/standing';

export type { Rejection, Decision, VoidedRound };

/**
 * The rules by which new changes are judged. A change opened under the rules of version 1 had its approvals bound to
 * less, and duties only for the people its fields named.
 */
export const RULES = 2;

/** A conflict somebody answered for, as both its ends were then. */
export interface Acceptance {
  key: string;
  /** Digest of both ends; see `Conflict.ends`. Absent in entries of version 1 of the rules. */
  ends?: Sha256Digest;
  round: number;
  by: string;
  at: string;
  justification: string;
}

/** What approval was asked for. */
export interface Asked {
  at: string;
  round: number;
  subject: ApprovalSubject;
  subjectDigest: Sha256Digest;
  policy: { name: string; digest: Sha256Digest };
  requirements: ApprovalRequirement[];
  /** The configuration items as they were then; absent under rules of version 1. */
  items?: ItemView[];
  /** What the plan does, in numbers; absent without a plan. */
  counts?: PlanCounts;
}

/** A deployment that was reported under the change. */
export interface Run {
  id: string;
  startedAt: string;
  finishedAt: string;
  outcome: DeploymentOutcome;
  verdict?: ReconciliationVerdict;
  /** The change is implemented by it. */
  covered?: boolean;
}

/**
 * A change as its ledger entries alone tell it: a fold over them, kept with the change and made anew by whoever verifies
 * a bundle. Every rule about a change looks here and at the world around it, never at a field somebody can edit.
 */
export interface Facts extends DutyFacts {
  number: string;
  /** Version of the rules it is judged by. */
  rules: number;
  type: ChangeType;
  state: ChangeState;
  requester: string;
  implementer?: string;
  content: Content;
  hands: Hand[];
  named: Naming[];
  /** Those who declined what they were named for. */
  declined: string[];
  /** Counts up each time approval is asked for anew. */
  round: number;
  asked?: Asked;
  /** Of the round that is asked for. */
  decisions: Decision[];
  /** What approvers of the round want changed first. Absent in facts that were kept before anybody could ask for it. */
  changesRequested?: ChangesRequest[];
  /** Since when the approvals asked for are complete; for a standard change, since when it is pre-approved. */
  approvedAt?: string;
  /** The last rejection that no complete approval followed. */
  rejected?: Rejection;
  /** The last round that was voided, where approval had been asked for in it. */
  voided?: VoidedRound;
  /** The states it has come through to where it is; going back ends in the state it went back to. */
  trail?: ChangeState[];
  acceptances: Acceptance[];
  hold?: { since: string; by: string; reason: string };
  /** An emergency that went ahead before it was approved: until when it has to be. */
  ahead?: { since: string; dueAt: string };
  runs: Run[];
  /** When somebody started it. */
  startedAt?: string;
  closedAt?: string;
  canceledAt?: string;
  /** The configuration items as a decision last relied on them. */
  reliedItems?: ItemView[];
  /** Digest of the last world that was recorded. */
  relied?: Sha256Digest;
  /** Digest of the last set of policies and settings that was recorded. */
  ruleset?: Sha256Digest;
  /** When the last entry occurred. ISO 8601, UTC. */
  at: string;
  /** The number of the last entry among those of the change; absent in facts that were kept without it. */
  sequence?: number;
}

/** It went ahead unapproved, and neither an approval nor a rejection has answered it yet. */
export const isOwed = (
  facts: Pick<Facts, 'ahead' | 'approvedAt' | 'rejected'>,
) =>
  facts.ahead !== undefined &&
  facts.approvedAt === undefined &&
  !(facts.rejected && facts.rejected.at >= facts.ahead.since);

/** It was implemented, or is being: from now on nothing of it is edited. */
export const hasStarted = (state: ChangeState): boolean =>
  state === 'implement' || state === 'review' || state === 'closed';

/** What approvers want changed before the change may go ahead. */
export const changesRequestedOf = (
  facts: Pick<Facts, 'changesRequested'>,
): readonly ChangesRequest[] => facts.changesRequested ?? [];
