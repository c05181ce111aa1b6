import {
  Approval,
  Change,
  Transition,
  TransitionCause,
  TransitionResult,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { ChangePatch, StoredChange } from '../../database/changeRows';
import { Stores } from '../../database/stores';
import { refused } from '../errors';
import { Unit } from '../Journal';

/** One locked change in one unit of work. */
export interface Work {
  unit: Unit;
  graph: CmdbGraph;
  stored: StoredChange;
}

/** Takes the steps the state model allows: records them, voids what they void, writes the change once. */
export class Steps {
  readonly #changes: Stores['changes'];
  readonly #approvals: Stores['approvals'];

  constructor(options: { stores: Stores }) {
    this.#changes = options.stores.changes;
    this.#approvals = options.stores.approvals;
  }

  /**
   * @param patch - What the step sets beside the state.
   * @param reason - Why, where a person or a rule gave one.
   */
  async take(
    { unit, stored }: Pick<Work, 'unit' | 'stored'>,
    cause: TransitionCause,
    transition: Transition,
    patch: ChangePatch = {},
    reason?: string,
  ): Promise<StoredChange> {
    const { change } = stored;
    const { path, approvalStatus, approvalDueAt } = transition;
    const voided = transition.voidsApprovals
      ? await this.#voidRound(unit, change, reason ?? cause)
      : {};
    let from = change.state;
    for (const to of path) {
      // A submission that passes through Assess has not asked anybody yet when it enters it.
      const onTheWay = cause === 'submit' && to !== path.at(-1);
      await unit.record('change.transitioned', change.number, {
        from,
        to,
        verb: cause,
        approvalStatus: onTheWay
          ? change.approvalStatus
          : approvalStatus ?? change.approvalStatus,
        approvalDueAt,
        reason,
      });
      from = to;
    }
    unit.touched(change.number);
    return this.#changes.update(
      unit.trx,
      stored,
      {
        ...voided,
        ...patch,
        ...(path.length && { state: path.at(-1) }),
        ...(approvalStatus && { approvalStatus }),
        ...(approvalDueAt && { approvalDueAt }),
      },
      unit.now,
    );
  }

  async #voidRound(
    unit: Unit,
    change: Change,
    reason: string,
  ): Promise<ChangePatch> {
    const round = change.approvalRound;
    await unit.record('change.approvals_voided', change.number, {
      round,
      nextRound: round + 1,
      approvalIds: await this.#approvals.voidRound(
        unit.trx,
        change.id,
        round,
        reason,
        unit.now,
      ),
      reason,
    });
    return {
      approvalRound: round + 1,
      policy: undefined,
      requirements: [],
      pendingGroups: [],
      subjectDigest: undefined,
      authorizeAt: undefined,
      approvedAt: undefined,
    };
  }
}

/** @throws ConflictError or NotAllowedError with `guard` and `remedy` when a guard refuses */
export function allowed(result: TransitionResult): Transition {
  if (!result.ok) throw refused(result.refusal);
  return result;
}

/** Approvals that stand and that this person gave, or that were given in their name. */
export function approvalsBy(
  decisions: readonly Approval[],
  user: string | undefined,
): Approval[] {
  return decisions.filter(
    a =>
      a.decision === 'approved' &&
      !a.void &&
      (a.approver === user || a.onBehalfOf === user),
  );
}
