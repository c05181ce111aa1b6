import { ChangeVerb } from '../api/requests';
import { ApprovalStatus, ChangeState } from '../model';

/** Why a verb is refused, and what would satisfy the guard that refuses it. */
export interface Refusal {
  guard: string;
  message: string;
  remedy: string;
  /** The fields of the change it is about, when it is about some. */
  fields?: readonly string[];
}

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

/** A refusal of the guard of this name. */
export function refuse(
  guard: string,
  message: string,
  remedy: string,
  fields?: readonly string[],
): { ok: false; refusal: Refusal } {
  return {
    ok: false,
    refusal: { guard, message, remedy, ...(fields && { fields }) },
  };
}
