import { randomUUID } from 'crypto';
import {
  Approval,
  awaitedStatus,
  DecisionCall,
  mayDecide,
  mayRequestChanges,
  requestOf,
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
import { Followers } from '../Followers';
import { relyOn } from '../relyOn';
import { Situation, SituationReader } from '../SituationReader';
import { factsAfter, judged, Steps, Work } from './Steps';

/** Approvals, rejections, requests for changes, and what is taken back of them. */
export class Verdicts {
  readonly #approvals: Stores['approvals'];
  readonly #requests: Stores['changesRequests'];
  readonly #rejectedContents: Stores['rejectedContents'];
  readonly #followers: Followers;
  readonly #steps: Steps;
  readonly #situations: SituationReader;

  constructor(options: {
    stores: Stores;
    steps: Steps;
    situations: SituationReader;
    followers: Followers;
  }) {
    this.#approvals = options.stores.approvals;
    this.#requests = options.stores.changesRequests;
    this.#rejectedContents = options.stores.rejectedContents;
    this.#followers = options.followers;
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
    const wanted = requestOf(
      unit.facts(stored.change.number),
      decision.approver,
    );
    if (wanted) {
      await this.#requests.end(unit.trx, wanted.id, 'approval', unit.now);
    }
    await unit.record('change.approved', stored.change.number, {
      ...entry,
      ...(transition && { completes: true }),
      relied,
    });
    return transition
      ? this.#complete(work, transition, {})
      : this.#steps.take(
          work,
          'approve',
          {
            ok: true,
            path: [],
            ...(wanted && { approvalStatus: awaitedStatus(after) }),
          },
          {
            pendingGroups: pending(work, situation.world),
          },
        );
  }

  /** What an approver wants changed: the change does not go ahead, and nothing that was approved is void. */
  async requestChanges(
    work: Work,
    body: VerbBody<'request-changes'>,
  ): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const situation = await this.#read(work);
    const transition = judged(work, situation, 'request-changes');
    const { world } = situation;
    const facts = unit.facts(change.number);
    const answer = mayRequestChanges(facts, world, this.#call(work, body));
    if (!answer.ok) throw refused(answer.refusal);
    const id = randomUUID();
    const request = {
      round: facts.round,
      ...answer.option,
      approver: unit.actor.ref,
      subjectDigest: body.subjectDigest as Sha256Digest,
      comment: body.comment,
    };
    await this.#requests.insert(unit.trx, change.id, {
      id,
      ...request,
      requestedAt: unit.now.toISOString(),
    });
    const relied = await relyOn(unit, change.number, world);
    await unit.record('change.changes_requested', change.number, {
      requestId: id,
      ...request,
      relied,
    });
    await this.#followers.tell(work, {
      occasion: `decision-${facts.round}`,
      words: 'needs changes before it is approved',
      act: [change.requester],
    });
    return this.#steps.take(work, 'edit', transition);
  }

  /** What was complete but for the request goes on. */
  async withdrawRequest(
    work: Work,
    { comment }: VerbBody<'withdraw-request'>,
  ): Promise<StoredChange> {
    const { unit, stored } = work;
    const { number } = stored.change;
    const situation = await this.#read(work);
    const transition = judged(work, situation, 'withdraw-request');
    const { id, round } = requestOf(unit.facts(number), unit.actor.ref)!;
    await this.#requests.end(unit.trx, id, 'withdrawal', unit.now);
    await unit.record('change.changes_request_withdrawn', number, {
      requestId: id,
      round,
      approver: unit.actor.ref,
      comment,
    });
    const settles = settled(unit.facts(number), situation.world);
    if (settles) {
      const relied = await relyOn(unit, number, situation.world);
      return this.#complete(work, settles, { relied });
    }
    await this.#followers.tell(work, {
      occasion: `decision-${round}`,
      words: 'has a request for changes withdrawn',
    });
    return this.#steps.take(work, 'edit', transition);
  }

  async reject(work: Work, body: VerbBody<'reject'>): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const situation = await this.#read(work);
    const transition = judged(work, situation, 'reject');
    const decision = this.#decide(work, situation, 'rejected', body);
    const relied = await relyOn(unit, change.number, situation.world);
    await this.#approvals.insert(unit.trx, change.id, decision);
    await this.#rejectedContents.add(
      unit.trx,
      { approvalId: decision.id, changeId: change.id, at: unit.now },
      unit.facts(change.number).content,
    );
    await unit.record('change.rejected', change.number, {
      ...entryOf(decision),
      relied,
    });
    await this.#followers.tell(work, {
      occasion: `decision-${change.approvalRound}`,
      words: 'rejected',
      act: [change.requester],
    });
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
    await this.#followers.tell(work, {
      occasion: `decision-${change.approvalRound}`,
      words: 'lost an approval',
      act: [change.requester],
    });
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

  async #complete(
    work: Work,
    transition: Transition,
    words: { relied?: Sha256Digest },
  ): Promise<StoredChange> {
    const { unit, stored } = work;
    await this.#followers.tell(work, {
      occasion: `decision-${stored.change.approvalRound}`,
      words: 'approved',
      weight: 'done',
    });
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

  #call(
    { unit }: Pick<Work, 'unit'>,
    body: Pick<VerbBody<'approve'>, 'subjectDigest' | 'group'>,
  ): DecisionCall {
    return {
      user: unit.actor.ref,
      saw: body.subjectDigest as Sha256Digest,
      group: body.group,
    };
  }

  #decide(
    { unit, stored }: Work,
    { world }: Situation,
    decision: Approval['decision'],
    body: VerbBody<'approve'>,
  ): Approval {
    const facts = unit.facts(stored.change.number);
    const user = unit.actor.ref;
    const answer = mayDecide(facts, world, this.#call({ unit }, body));
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
