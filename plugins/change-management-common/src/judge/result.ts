import { Refusal } from '@countersign/plugin-governance-common';
import { ChangeVerb } from '../api/requests';
import { ApprovalStatus, ChangeState } from '../model';
/** A verb of the API, an edit, or the report of a deployment. */
export type Verb = ChangeVerb | 'edit' | 'deployment';

export interface Transition {
  ok: true;
  /** The states it passes through, in order, the last being where it ends; empty when it stays where it is. */
  path: ChangeState[];
  /** Where the approvals stand afterwards; absent when that does not change. */
  approvalStatus?: ApprovalStatus;
  /** An emergency change that goes ahead: until when it must be approved. ISO 8601, UTC. */
  approvalDueAt?: string;
  /** The approvals of this round are void, and `approvalRound` counts up. */
  voidsApprovals?: true;
}

export type Verdict = Transition | { ok: false; refusal: Refusal };

/** It may, and stays where it is. */
export const stay: Transition = { ok: true, path: [] };
