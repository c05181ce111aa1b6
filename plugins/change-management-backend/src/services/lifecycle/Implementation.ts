import { NotFoundError } from '@backstage/errors';
import {
  conflictsOf,
  explanationOf,
  neverRun,
  startsUnapproved,
  Verb,
  VerbBody,
  VerbCall,
} from '@countersign/plugin-change-management-common';
import {
  person,
  say,
  told,
  wrongField,
} from '@countersign/plugin-governance-common';
import { refused } from '@countersign/plugin-governance-node';
import { ChangePatch, StoredChange } from '../../database/changeRows';
import { Stores } from '../../database/stores';
import { Followers } from '../Followers';
import { noteNeverRun } from '../neverRun';
import { relyOn } from '../relyOn';
import { SituationReader } from '../SituationReader';
import { judged, Steps, Work } from './Steps';
import { Submission } from './Submission';

/** From the start of a change to its end, and what can happen on the way. */
export class Implementation {
  readonly #changes: Stores['changes'];
  readonly #conflicts: Stores['conflicts'];
  readonly #approvals: Stores['approvals'];
  readonly #steps: Steps;
  readonly #situations: SituationReader;
  readonly #submission: Submission;
  readonly #followers: Followers;
  readonly #outcomes: Stores['outcomes'];

  constructor(options: {
    stores: Stores;
    steps: Steps;
    situations: SituationReader;
    submission: Submission;
    followers: Followers;
  }) {
    this.#changes = options.stores.changes;
    this.#conflicts = options.stores.conflicts;
    this.#approvals = options.stores.approvals;
    this.#steps = options.steps;
    this.#situations = options.situations;
    this.#submission = options.submission;
    this.#followers = options.followers;
    this.#outcomes = options.stores.outcomes;
  }

  /** Guarded like the gate. A person who starts a change nobody was named for is its implementer from then on. */
  async start(work: Work): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change, itemOwners } = stored;
    const becomes =
      !change.implementer && unit.actor.kind === 'user'
        ? unit.actor.ref
        : undefined;
    // Before it is judged: what they implement besides at that time is a conflict of theirs.
    if (becomes) {
      await unit.record('change.updated', change.number, {
        changes: [{ field: 'implementer', before: null, after: becomes }],
        material: [],
      });
    }
    const { transition, situation } = await this.#judged(work, 'start');
    const isAhead = startsUnapproved(unit.facts(change.number));
    const relied = await relyOn(unit, change.number, situation.world);
    await this.#followers.tell(work, {
      occasion: isAhead ? 'ahead' : 'started',
      words: isAhead ? 'started before it was approved' : 'started',
      ...(isAhead && {
        act: [...stored.requirements.map(r => r.group), ...itemOwners],
      }),
    });
    return this.#steps.take(
      work,
      'start',
      transition,
      {
        implementationStartedAt: unit.now.toISOString(),
        ...(becomes && { implementer: becomes }),
      },
      { relied, reason: isAhead ? change.justification : undefined },
    );
  }

  async complete(
    work: Work,
    body: VerbBody<'complete'>,
  ): Promise<StoredChange> {
    const { transition } = await this.#judged(work, 'complete');
    await this.#followers.tell(work, {
      occasion: 'completed',
      words: 'implemented: review it',
      act: [work.stored.change.requester],
    });
    return this.#steps.take(
      work,
      'complete',
      transition,
      { implementationEndedAt: work.unit.now.toISOString() },
      { reason: body.notes },
    );
  }

  async close(work: Work, body: VerbBody<'close'>): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const { code, notes } = body;
    const { transition } = await this.#judged(work, 'close', {
      closeCode: code,
    });
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
    await this.#followers.tell(work, {
      occasion: 'closed',
      words: `closed as ${code.replace('_', ' with ')}`,
    });
    return closed;
  }

  async cancel(work: Work, body: VerbBody<'cancel'>): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const { transition } = await this.#judged(work, 'cancel');
    const { reason } = body;
    // A window that passed without a run is on record before the change is gone.
    if (!stored.neverRunAt && neverRun(change, unit.now.toISOString())) {
      await noteNeverRun(unit, change);
    }
    await unit.record('change.canceled', change.number, { reason });
    await this.#approvals.voidRound(
      unit.trx,
      change.id,
      change.approvalRound,
      'canceled',
      unit.now,
    );
    await this.#followers.tell(work, {
      occasion: 'canceled',
      words: 'canceled',
    });
    return this.#steps.take(
      work,
      'cancel',
      transition,
      { cancelReason: reason, pendingGroups: [], hold: undefined },
      { reason },
    );
  }

  async hold(work: Work, body: VerbBody<'hold'>): Promise<StoredChange> {
    const { unit, stored } = work;
    await this.#judged(work, 'hold');
    const { reason } = body;
    await unit.record('change.held', stored.change.number, { reason });
    await this.#followers.tell(work, {
      occasion: 'hold',
      words: 'put on hold',
    });
    return this.#write(work, {
      hold: { reason, since: unit.now.toISOString(), by: unit.actor.ref },
    });
  }

  async resume(work: Work): Promise<StoredChange> {
    await this.#judged(work, 'resume');
    await work.unit.record('change.resumed', work.stored.change.number, {});
    await this.#followers.tell(work, {
      occasion: 'hold',
      words: 'resumed',
    });
    return this.#write(work, { hold: undefined });
  }

  /** Whoever somebody else named for a duty says that it is not theirs. */
  async decline(work: Work): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    await this.#judged(work, 'decline');
    const was = unit
      .facts(change.number)
      .named.filter(n => n.who === unit.actor.ref)
      .map(n => n.as);
    await unit.record('change.declined', change.number, { was });
    await this.#followers.tell(work, {
      occasion: `declined-${unit.actor.ref}`,
      words: 'needs somebody else: a person named for it declined',
      act: [change.requester],
    });
    return this.#write(work, {
      declined: unit.facts(change.number).declined,
      ...(was.includes('implements') && { implementer: undefined }),
    });
  }

  /** An acceptance is part of what is approved: what was approved before it is asked for anew. */
  async acceptConflict(
    work: Work,
    body: VerbBody<'accept-conflict'>,
  ): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const { situation, transition } = await this.#judged(
      work,
      'accept-conflict',
    );
    const { key, justification } = body;
    const conflict = conflictsOf(
      unit.facts(change.number),
      situation.world,
    ).find(c => c.key === key);
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
        ...told(
          'message',
          conflict.accepted
            ? say`${person(
                conflict.accepted.by,
              )} accepted this conflict already.`
            : say`${explanationOf(conflict)} This cannot be accepted away.`,
        ),
        remedy: conflict.accepted
          ? 'Nothing is left to do.'
          : 'Move the window.',
      });
    }
    const sentBack = await this.#steps.take(
      work,
      'edit',
      transition,
      {},
      {
        reason: 'a conflict was accepted',
      },
    );
    await this.#conflicts.accept(
      unit.trx,
      change.id,
      sentBack.change.approvalRound,
      {
        key,
        by: unit.actor.ref,
        at: unit.now.toISOString(),
        justification,
        ends: conflict.ends,
      },
    );
    await unit.record('change.conflict_accepted', change.number, {
      key,
      kind: conflict.kind,
      explanation: conflict.explanation,
      justification,
      ends: conflict.ends,
    });
    return sentBack.change.state === 'authorize'
      ? this.#submission.reassess({ ...work, stored: sentBack })
      : sentBack;
  }

  async #judged(
    work: Work,
    verb: Verb,
    more: Pick<VerbCall, 'closeCode'> = {},
  ) {
    const { unit, stored, graph } = work;
    const situation = await this.#situations.read(
      unit.trx,
      { stored, facts: unit.facts(stored.change.number) },
      graph,
      unit.now,
    );
    return { situation, transition: judged(work, situation, verb, more) };
  }

  #write({ unit, stored }: Work, patch: ChangePatch): Promise<StoredChange> {
    unit.touched(stored.change);
    return this.#changes.update(unit.trx, stored, patch, unit.now);
  }
}
