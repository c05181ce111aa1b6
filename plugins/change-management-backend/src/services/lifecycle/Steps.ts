import {
  Change,
  fold,
  ChangeEntryInput,
  ChangeEventType,
  Facts,
  judgeVerb,
  Transition,
  TransitionCause,
  Verb,
  VerbCall,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { refused, callerKind } from '@countersign/plugin-governance-node';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { ChangePatch, StoredChange } from '../../database/changeRows';
import { Stores } from '../../database/stores';
import { Unit } from '../Journal';
import { Situation } from '../SituationReader';

/** One locked change in one unit of work. */
export interface Work {
  unit: Unit;
  graph: CmdbGraph;
  stored: StoredChange;
}

/** What a step is recorded with. */
export interface StepWords {
  /** Why, where a person or a rule gave one. */
  reason?: string;
  /** What it relies on; see `relyOn`. */
  relied?: Sha256Digest;
}

/** Takes the steps the judge allows: records them, voids what they void, writes the change once. */
export class Steps {
  readonly #changes: Stores['changes'];
  readonly #approvals: Stores['approvals'];

  constructor({ stores }: { stores: Stores }) {
    this.#changes = stores.changes;
    this.#approvals = stores.approvals;
  }

  /** @param patch - What the step sets beside the state. */
  async take(
    { unit, stored }: Pick<Work, 'unit' | 'stored'>,
    cause: TransitionCause,
    transition: Transition,
    patch: ChangePatch = {},
    { reason, relied }: StepWords = {},
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
        relied,
      });
      from = to;
    }
    unit.touched(change);
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

/**
 * Asks the judge whether the caller may do this now.
 *
 * @throws ConflictError or NotAllowedError with `guard` and `remedy` when a guard refuses
 */
export function judged(
  { unit, stored }: Pick<Work, 'unit' | 'stored'>,
  { world }: Pick<Situation, 'world'>,
  verb: Verb,
  more: Omit<VerbCall, 'verb' | 'user' | 'by'> = {},
): Transition {
  const verdict = judgeVerb(unit.facts(stored.change.number), world, {
    verb,
    user: unit.actor.ref,
    by: callerKind(unit.actor),
    ...more,
  });
  if (!verdict.ok) throw refused(verdict.refusal);
  return verdict;
}

/** The facts as they would be after an entry that is not recorded yet. */
export function factsAfter<T extends ChangeEventType>(
  unit: Unit,
  number: string,
  type: T,
  data: ChangeEntryInput<T>,
): Facts {
  return fold(unit.facts(number), {
    id: '',
    type,
    actor: unit.actor.ref,
    occurredAt: unit.now.toISOString(),
    data: JSON.parse(JSON.stringify(data)),
  })!;
}
