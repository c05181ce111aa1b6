import { ChangeVerb } from '../api/requests';
import { GateFacts } from '../gate';
import { ApprovalStatus, Change, ChangeState, CloseCode } from '../model';
import { MaterialField } from './material';

/** Why a verb is refused, and what would satisfy the guard that refuses it. */
export interface Refusal {
  guard: string;
  message: string;
  remedy: string;
  /** The fields of the change it is about, when it is about some. */
  fields?: readonly string[];
}

export interface TransitionContext extends GateFacts {
  /** How long after its start an emergency change may stay unapproved, in milliseconds. */
  emergencyGraceMs: number;
  /**
   * For `submit` and `authorize`: why no approval can be had (no policy matches, or who is missing), in sentences;
   * empty or absent when it can.
   */
  approvalProblems?: string[];
  /** For `submit` of a standard change: why its template does not fit, in sentences. */
  templateProblems?: string[];
  /**
   * For `edit` and `plan`: the material fields that change; see `materialChanges`. Absent, an edit changes none and a
   * plan differs from the one before.
   */
  material?: MaterialField[];
  /** For `close`. */
  closeCode?: CloseCode;
}

/** A verb of the API, an edit, or the report of a deployment. */
export type TransitionVerb = ChangeVerb | 'edit' | 'deployment';

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

export type TransitionResult = Transition | { ok: false; refusal: Refusal };

/** It may, and stays where it is. */
export const stay: Transition = { ok: true, path: [] };

/** A refusal of the guard of this name. */
export function refuse(
  guard: string,
  message: string,
  remedy: string,
  fields?: readonly string[],
): TransitionResult {
  return {
    ok: false,
    refusal: { guard, message, remedy, ...(fields && { fields }) },
  };
}

/** A refusal because of the state the change is in. */
export function wrongState(
  change: Pick<Change, 'number' | 'state'>,
  needed: string,
  remedy: string,
): TransitionResult {
  return refuse(
    'state',
    `${change.number} is in state ${change.state}; this needs ${needed}.`,
    remedy,
  );
}
