import { LedgerEntry, digestOf } from '@countersign/plugin-ledger-common';
import { CoveringChange } from './reconcile';
import {
  ApprovalStatus,
  ApprovalSubject,
  ChangeEventType,
  ChangeState,
  Reconciliation,
} from '../../model';
import { approvalSubjectOf } from './subject';
import { ChangeEntryData } from '../entries';

type Data<T extends ChangeEventType> = ChangeEntryData<T>;

/** An approval or a rejection, as it was recorded. */
export interface Decision {
  at: string;
  data: Data<'change.approved'>;
  approved: boolean;
}

/** A change as its ledger entries alone tell it, up to some entry. */
export class Replay {
  readonly snapshot: Data<'change.created'>;
  state: ChangeState;
  round = 0;
  /** The latest request for approval that is not void. */
  asked?: { at: string; data: Data<'change.approval_requested'> };
  /** Decisions of the round that is asked for. */
  decisions: Decision[] = [];
  hold?: { since: string };
  closedAt?: string;
  readonly gateDecisions = new Map<string, Data<'gate.decided'>>();
  /** By deployment id, as recomputed. */
  readonly verdicts = new Map<string, Reconciliation>();
  /** An emergency change started before it was approved: until when it has to be. */
  wentAhead?: { dueAt?: string };

  constructor(snapshot: Data<'change.created'>) {
    this.snapshot = { ...snapshot };
    this.state = snapshot.type === 'retrospective' ? 'authorize' : 'new';
  }

  update({ changes }: Data<'change.updated'>): void {
    for (const { field, after } of changes) {
      Object.assign(this.snapshot, { [field]: after ?? undefined });
    }
  }

  attachPlan(data: Data<'change.plan_attached'>): void {
    Object.assign(this.snapshot, {
      planDigest: data.planDigest,
      commit: data.commit ?? undefined,
      items: data.items,
      planAuthors: data.planAuthors,
    });
  }

  ask(entry: LedgerEntry, data: Data<'change.approval_requested'>): void {
    this.asked = { at: entry.occurredAt, data };
    this.round = data.round;
    this.decisions = [];
  }

  voidApprovals(nextRound: number): void {
    this.asked = undefined;
    this.decisions = [];
    this.round = nextRound;
  }

  /** What an approval would be about now, were it asked for under the policy of the latest request. */
  get subjectNow(): ApprovalSubject | undefined {
    const { snapshot } = this;
    return (
      this.asked &&
      approvalSubjectOf(
        {
          ...snapshot,
          plan: snapshot.planDigest && { digest: snapshot.planDigest },
          approvalRound: this.round,
        },
        this.asked.data.subject.policyDigest,
      )
    );
  }

  /** Whether what approval was asked for is what stands there now. */
  get isSubjectCurrent(): boolean {
    return (
      this.asked !== undefined &&
      digestOf(this.asked.data.subject) === digestOf(this.subjectNow)
    );
  }

  /**
   * Since when the change is approved, by the decisions alone: every requirement met by different people, each bound to
   * what stands there now. Undefined while it is not.
   */
  get approvedAt(): string | undefined {
    const { asked } = this;
    if (!asked || !this.isSubjectCurrent) return undefined;
    const stands = digestOf(asked.data.subject);
    const open = new Map<string, number>();
    for (const { group, count } of asked.data.policy.requirements) {
      open.set(group, (open.get(group) ?? 0) + count);
    }
    const counted = new Set<string>();
    let latest: string | undefined;
    for (const { data, approved, at } of this.decisions) {
      const missing = open.get(data.group) ?? 0;
      if (!approved) return undefined;
      if (data.subjectDigest !== stands) continue;
      if (missing === 0 || counted.has(data.approver)) continue;
      counted.add(data.approver);
      open.set(data.group, missing - 1);
      latest = at;
    }
    const isMet = [...open.values()].every(missing => missing === 0);
    // A policy may ask nobody; then it is approved as soon as it is asked for.
    return isMet ? latest ?? asked.at : undefined;
  }

  get approvalStatus(): ApprovalStatus {
    if (this.snapshot.type === 'standard') {
      return this.snapshot.template ? 'preapproved' : 'not_requested';
    }
    if (this.approvedAt !== undefined) return 'approved';
    if (this.decisions.some(d => !d.approved)) return 'rejected';
    if (this.wentAhead) return 'due';
    return this.asked ? 'pending' : 'not_requested';
  }

  /** The change as `reconcile` wants it. */
  get covering(): CoveringChange {
    const { snapshot } = this;
    return {
      number: snapshot.number,
      type: snapshot.type,
      state: this.state,
      environment: snapshot.environment,
      items: snapshot.items,
      window: snapshot.window,
      commit: snapshot.commit,
      plan: snapshot.planDigest && { digest: snapshot.planDigest },
      approvalStatus: this.approvalStatus,
      approvedAt: this.approvedAt,
      closedAt: this.closedAt,
      hold: this.hold,
    };
  }
}
