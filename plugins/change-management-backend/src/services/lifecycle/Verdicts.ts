import { randomUUID } from 'crypto';
import { ConflictError } from '@backstage/errors';
import {
  Approval,
  ApprovalOption,
  approvalOptions,
  dutyConflict,
  isAwaitingApproval,
  transitionOf,
  VerbBody,
} from '@countersign/plugin-change-management-common';
import { StoredChange } from '../../database/changeRows';
import { Stores } from '../../database/stores';
import { notificationOf } from '../../outbox/messages';
import { refused } from '../errors';
import { Situation, SituationReader } from '../SituationReader';
import { allowed, Steps, Work } from './Steps';

/** Approvals and rejections. */
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
    const situation = await this.#read(work);
    allowed(transitionOf(work.stored.change, 'approve', situation.context));
    const decision = this.#decide(work, situation, 'approved', body);
    await this.#put(work, decision);
    return this.settle(work, decision);
  }

  async reject(work: Work, body: VerbBody<'reject'>): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const situation = await this.#read(work);
    const transition = allowed(
      transitionOf(change, 'reject', situation.context),
    );
    const decision = this.#decide(work, situation, 'rejected', body);
    await this.#put(work, decision);
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
      body.comment,
    );
  }

  /** Moves the change on when, with this decision, all approvals are there. */
  async settle(work: Work, decision?: Approval): Promise<StoredChange> {
    const { unit, stored, graph } = work;
    const { change } = stored;
    const before = await this.#read(work);
    const situation =
      decision && !before.decisions.some(d => d.id === decision.id)
        ? this.#situations.withDecision(before, decision, graph, unit.now)
        : before;
    const { approvals } = situation;
    const transition = allowed(
      transitionOf(change, 'approve', situation.context),
    );
    const complete = transition.approvalStatus === 'approved';
    if (complete) {
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
    }
    return this.#steps.take(work, 'approve', transition, {
      pendingGroups: (approvals?.requirements ?? [])
        .filter(r => !r.satisfied)
        .map(r => r.group),
      ...(complete && { approvedAt: unit.now.toISOString() }),
    });
  }

  #read({ unit, stored, graph }: Work): Promise<Situation> {
    return this.#situations.read(unit.trx, stored, graph, unit.now);
  }

  #decide(
    { unit, stored }: Work,
    situation: Situation,
    decision: Approval['decision'],
    body: VerbBody<'approve'>,
  ): Approval {
    const { change } = stored;
    const user = unit.actor.ref;
    if (unit.actor.kind === 'service' || !user.startsWith('user:')) {
      throw refused({
        guard: 'duty',
        message: `${user} is no person, and only people approve or reject.`,
        remedy: 'Ask one of those whose approval is missing.',
      });
    }
    const { subjectDigest } = change;
    if (!subjectDigest || body.subjectDigest !== subjectDigest) {
      throw refused({
        guard: 'subject',
        message: `${change.number} is not what you saw any more: its subject is ${subjectDigest} now.`,
        remedy: 'Read the change again, then decide.',
      });
    }
    const option = this.#optionOf(stored, situation, user, body.group);
    return {
      id: randomUUID(),
      round: change.approvalRound,
      ...option,
      approver: user,
      decision,
      ...(body.comment && { comment: body.comment }),
      subjectDigest,
      decidedAt: unit.now.toISOString(),
    };
  }

  /** In whose name the user decides. */
  #optionOf(
    stored: StoredChange,
    { approvals, decisions }: Situation,
    user: string,
    group?: string,
  ): ApprovalOption {
    const { change } = stored;
    const duty = dutyConflict(change, user);
    if (duty) {
      throw refused({
        guard: 'duty',
        message: duty,
        remedy: 'Ask one of those whose approval is missing.',
      });
    }
    const given = decisions.find(
      d => d.approver === user && d.round === change.approvalRound && !d.void,
    );
    if (given) {
      throw new ConflictError(
        `You ${given.decision} ${change.number} already, at ${given.decidedAt}; one person decides once in a round`,
      );
    }
    const options = approvals ? approvalOptions(approvals, user) : [];
    const option = options.find(o => group === undefined || o.group === group);
    if (option && isAwaitingApproval(change)) return option;
    const reason = approvals?.requirements
      .flatMap(r => r.excluded)
      .find(e => e.user === user)?.reason;
    throw refused({
      guard: reason ? 'duty' : 'approvers-only',
      message:
        reason ??
        `${user} is not among those asked to approve ${change.number}${
          group ? ` in the name of ${group}` : ''
        }.`,
      remedy: `Asked are ${
        stored.requirements.map(r => r.group).join(', ') || 'none'
      }.`,
    });
  }

  async #put({ unit, stored }: Work, decision: Approval): Promise<void> {
    const { change } = stored;
    await this.#approvals.insert(unit.trx, change.id, decision);
    const { id, decision: verdict, decidedAt: _, ...rest } = decision;
    await unit.record(
      verdict === 'approved' ? 'change.approved' : 'change.rejected',
      change.number,
      { approvalId: id, ...rest },
    );
  }
}
