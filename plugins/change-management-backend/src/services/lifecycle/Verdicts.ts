import { randomUUID } from 'crypto';
import {
  Approval,
  mayDecide,
  settled,
  standingOf,
  Transition,
  VerbBody,
  World,
} from '@countersign/plugin-change-management-common';
import { refused } from '@countersign/plugin-governance-node';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { StoredChange } from '../../database/changeRows';
import { Stores } from '../../database/stores';
import { notificationOf } from '../../outbox/messages';
import { relyOn } from '../relyOn';
import { Situation, SituationReader } from '../SituationReader';
import { factsAfter, judged, Steps, Work } from './Steps';

/** Approvals, rejections, and approvals taken back. */
export class Verdicts {
  readonly #approvals: Stores['approvals'];
  readonly #steps: Steps;
  readonly #situations: SituationReader;

  constructor(options: {
    stores: Stores;
    steps: Steps;
    situations: SituationReader;
  }) {
    this.#approvals = options.stores.approvals;
    this.#steps = options.steps;
    this.#situations = options.situations;
  }

  async approve(work: Work, body: VerbBody<'approve'>): Promise<StoredChange> {
    const { unit, stored } = work;
    const situation = await this.#read(work);
    judged(work, situation, 'approve');
    const decision = this.#decide(work, situation, 'approved', body);
    const relied = await relyOn(unit, stored.change.number, situation.world);
    const entry = entryOf(decision);
    const after = factsAfter(
      unit,
      stored.change.number,
      'change.approved',
      entry,
    );
    const transition = settled(after, situation.world);
    await this.#approvals.insert(unit.trx, stored.change.id, decision);
    await unit.record('change.approved', stored.change.number, {
      ...entry,
      ...(transition && { completes: true }),
      relied,
    });
    return transition
      ? this.#complete(work, transition, {}, decision)
      : this.#steps.take(
          work,
          'approve',
          { ok: true, path: [] },
          {
            pendingGroups: pending(work, situation.world),
          },
        );
  }

  async reject(work: Work, body: VerbBody<'reject'>): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const situation = await this.#read(work);
    const transition = judged(work, situation, 'reject');
    const decision = this.#decide(work, situation, 'rejected', body);
    const relied = await relyOn(unit, change.number, situation.world);
    await this.#approvals.insert(unit.trx, change.id, decision);
    await unit.record('change.rejected', change.number, {
      ...entryOf(decision),
      relied,
    });
    unit.tell(
      notificationOf(change, {
        occasion: `decision-${change.approvalRound}`,
        recipients: [change.requester],
        exclude: [decision.approver],
        sentence: 'it was rejected',
      }),
    );
    return this.#steps.take(
      work,
      'reject',
      transition,
      { pendingGroups: [] },
      { reason: body.comment },
    );
  }

  async withdraw(
    work: Work,
    { comment }: VerbBody<'withdraw'>,
  ): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const situation = await this.#read(work);
    const transition = judged(work, situation, 'withdraw');
    const given = unit
      .facts(change.number)
      .decisions.find(d => d.approved && d.approver === unit.actor.ref)!;
    await this.#approvals.withdraw(unit.trx, given.id, unit.now);
    await unit.record('change.approval_withdrawn', change.number, {
      approvalId: given.id,
      round: given.round,
      approver: unit.actor.ref,
      comment,
    });
    unit.tell(
      notificationOf(change, {
        occasion: `decision-${change.approvalRound}`,
        recipients: [change.requester],
        exclude: [unit.actor.ref],
        sentence: 'an approval was withdrawn',
      }),
    );
    return this.#steps.take(
      work,
      'withdraw',
      transition,
      {
        approvedAt: undefined,
        pendingGroups: pending(work, situation.world),
      },
      { reason: comment },
    );
  }

  /** Moves a change on that asks nobody: a policy may. */
  async settleUnasked(
    work: Work,
    world: World,
    relied: Sha256Digest,
  ): Promise<StoredChange> {
    const transition = settled(
      work.unit.facts(work.stored.change.number),
      world,
    );
    return transition
      ? this.#complete(work, transition, { relied })
      : work.stored;
  }

  #complete(
    work: Work,
    transition: Transition,
    words: { relied?: Sha256Digest },
    decision?: Approval,
  ): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    unit.tell(
      notificationOf(change, {
        occasion: `decision-${change.approvalRound}`,
        recipients: [
          change.requester,
          ...(change.implementer ? [change.implementer] : []),
        ],
        exclude: decision && [decision.approver],
        sentence: 'it is approved',
      }),
    );
    return this.#steps.take(
      work,
      'approve',
      transition,
      { pendingGroups: [], approvedAt: unit.now.toISOString() },
      words,
    );
  }

  #read({ unit, stored, graph }: Work): Promise<Situation> {
    const facts = unit.facts(stored.change.number);
    return this.#situations.read(unit.trx, { stored, facts }, graph, unit.now);
  }

  #decide(
    { unit, stored }: Work,
    { world }: Situation,
    decision: Approval['decision'],
    body: VerbBody<'approve'>,
  ): Approval {
    const facts = unit.facts(stored.change.number);
    const user = unit.actor.ref;
    const answer = mayDecide(facts, world, {
      user,
      saw: body.subjectDigest as Sha256Digest,
      group: body.group,
    });
    if (!answer.ok) throw refused(answer.refusal);
    return {
      id: randomUUID(),
      round: facts.round,
      ...answer.option,
      approver: user,
      decision,
      ...(body.comment && { comment: body.comment }),
      subjectDigest: body.subjectDigest as Sha256Digest,
      decidedAt: unit.now.toISOString(),
    };
  }
}

/** A decision as the ledger holds it. */
function entryOf({ id, decision: _, decidedAt: _at, ...rest }: Approval) {
  return { approvalId: id, ...rest };
}

/** The groups that are still waited for. */
function pending({ unit, stored }: Work, world: World): string[] {
  return (
    standingOf(unit.facts(stored.change.number), world)?.requirements ?? []
  )
    .filter(r => !r.satisfied)
    .map(r => r.group);
}
