import { NotFoundError } from '@backstage/errors';
import {
  transitionOf,
  TransitionVerb,
  VerbBody,
} from '@countersign/plugin-change-management-common';
import { StoredChange } from '../../database/changeRows';
import { ChangeStore } from '../../database/ChangeStore';
import { Stores } from '../../database/stores';
import { notificationOf } from '../../outbox/messages';
import { refused, wrongField } from '../errors';
import { Situation, SituationReader } from '../SituationReader';
import { allowed, approvalsBy, Steps, Work } from './Steps';

/** From the start of a change to its end, and what can happen on the way. */
export class Implementation {
  readonly #changes: Stores['changes'];
  readonly #conflicts: Stores['conflicts'];
  readonly #steps: Steps;
  readonly #situations: SituationReader;
  readonly #outcomes: Stores['outcomes'];

  constructor(options: {
    stores: Stores;
    steps: Steps;
    situations: SituationReader;
  }) {
    this.#changes = options.stores.changes;
    this.#conflicts = options.stores.conflicts;
    this.#steps = options.steps;
    this.#situations = options.situations;
    this.#outcomes = options.stores.outcomes;
  }

  /** Guarded like the gate. A person who starts a change nobody was named for is its implementer from then on. */
  async start(work: Work): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const { transition, situation } = await this.#allowed(work, 'start');
    this.#refuseApprover(work, situation);
    const becomes =
      !change.implementer && unit.actor.kind === 'user'
        ? unit.actor.ref
        : undefined;
    if (becomes) {
      await unit.record('change.updated', change.number, {
        changes: [{ field: 'implementer', before: null, after: becomes }],
        material: [],
      });
    }
    return this.#steps.take(work, 'start', transition, {
      implementationStartedAt: unit.now.toISOString(),
      ...(becomes && { implementer: becomes }),
    });
  }

  async complete(
    work: Work,
    body: VerbBody<'complete'>,
  ): Promise<StoredChange> {
    const { transition, situation } = await this.#allowed(work, 'complete');
    this.#refuseApprover(work, situation);
    return this.#steps.take(
      work,
      'complete',
      transition,
      { implementationEndedAt: work.unit.now.toISOString() },
      body.notes,
    );
  }

  async close(work: Work, body: VerbBody<'close'>): Promise<StoredChange> {
    const { unit, stored, graph } = work;
    const { change } = stored;
    const { code, notes } = body;
    const situation = await this.#situations.read(
      unit.trx,
      stored,
      graph,
      unit.now,
    );
    const transition = allowed(
      transitionOf(change, 'close', { ...situation.context, closeCode: code }),
    );
    await unit.record('change.closed', change.number, { code, notes });
    const closed = await this.#steps.take(work, 'close', transition, {
      closeCode: code,
      closeNotes: notes,
      closedAt: unit.now.toISOString(),
      pendingGroups: [],
    });
    await this.#outcomes.count(
      unit.trx,
      closed.change,
      code === 'unsuccessful',
    );
    unit.tell(
      notificationOf(change, {
        occasion: 'closed',
        recipients: [change.requester],
        exclude: [unit.actor.ref],
        sentence: `it was closed as ${code.replace('_', ' with ')}`,
      }),
    );
    return closed;
  }

  async cancel(work: Work, body: VerbBody<'cancel'>): Promise<StoredChange> {
    const { transition } = await this.#allowed(work, 'cancel');
    const { reason } = body;
    await work.unit.record('change.canceled', work.stored.change.number, {
      reason,
    });
    return this.#steps.take(
      work,
      'cancel',
      transition,
      { cancelReason: reason, pendingGroups: [], hold: undefined },
      reason,
    );
  }

  async hold(work: Work, body: VerbBody<'hold'>): Promise<StoredChange> {
    const { unit, stored } = work;
    await this.#allowed(work, 'hold');
    const { reason } = body;
    await unit.record('change.held', stored.change.number, { reason });
    return this.#write(work, {
      hold: { reason, since: unit.now.toISOString(), by: unit.actor.ref },
    });
  }

  async resume(work: Work): Promise<StoredChange> {
    await this.#allowed(work, 'resume');
    await work.unit.record('change.resumed', work.stored.change.number, {});
    return this.#write(work, { hold: undefined });
  }

  /** A comment is a ledger entry and nothing else: a closed change can still be commented on. */
  async comment(work: Work, body: VerbBody<'comment'>): Promise<StoredChange> {
    const { unit, stored } = work;
    const { number } = stored.change;
    await unit.record('change.commented', number, { text: body.text });
    unit.touched(number);
    return stored;
  }

  async acceptConflict(
    work: Work,
    body: VerbBody<'accept-conflict'>,
  ): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const { situation } = await this.#allowed(work, 'accept-conflict');
    const { key, justification } = body;
    const conflict = situation.conflicts.find(c => c.key === key);
    if (!conflict) {
      throw wrongField(
        'key',
        `${change.number} has no conflict ${key}: it may be gone by now. Read the change again.`,
        NotFoundError,
      );
    }
    if (!conflict.acceptable || conflict.accepted) {
      throw refused({
        guard: 'conflicts',
        message: conflict.accepted
          ? `${conflict.accepted.by} accepted this conflict already.`
          : `${conflict.explanation} This cannot be accepted away.`,
        remedy: conflict.accepted
          ? 'Nothing is left to do.'
          : 'Move the window.',
      });
    }
    await this.#conflicts.accept(unit.trx, change.id, change.approvalRound, {
      key,
      by: unit.actor.ref,
      at: unit.now.toISOString(),
      justification,
    });
    await unit.record('change.conflict_accepted', change.number, {
      key,
      kind: conflict.kind,
      explanation: conflict.explanation,
      justification,
    });
    return this.#write(work, {});
  }

  async #allowed({ unit, stored, graph }: Work, verb: TransitionVerb) {
    const situation = await this.#situations.read(
      unit.trx,
      stored,
      graph,
      unit.now,
    );
    const transition = allowed(
      transitionOf(stored.change, verb, situation.context),
    );
    return { situation, transition };
  }

  #write(
    { unit, stored }: Work,
    patch: Parameters<ChangeStore['update']>[2],
  ): Promise<StoredChange> {
    unit.touched(stored.change.number);
    return this.#changes.update(unit.trx, stored, patch, unit.now);
  }

  #refuseApprover({ unit, stored }: Work, { decisions }: Situation) {
    if (approvalsBy(decisions, unit.actor.ref).length) {
      throw refused({
        guard: 'duty',
        message: `You approved ${stored.change.number} and so do not implement it.`,
        remedy: 'Have somebody implement it who did not approve it.',
      });
    }
  }
}
