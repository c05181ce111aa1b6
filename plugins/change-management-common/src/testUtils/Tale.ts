import {
  LedgerEntry,
  Sha256Digest,
  digestOf,
} from '@countersign/plugin-ledger-common';
import { Records } from '../evidence/rules2/Records';
import { changeEntryData, ChangeEntryInput } from '../evidence';
import { isPerson, fold, subjectOf } from '../facts';
import {
  decideGate,
  demandOf,
  judgeVerb,
  mayDecide,
  mayRequestChanges,
  needsRetrospective,
  PresentedDeployment,
  reconcile,
  reliedOf,
  requestOf,
  rulesetOf,
  settled,
  Transition,
  VerbCall,
  World,
  worldsAround,
} from '../judge';
import { CloseCode } from '../model';
import { TransitionCause } from '../states';
import { commitA, digestA, opening } from './change';
import { StoryWriter } from './StoryWriter';
import { olga, world } from './world';

export const dana = 'user:default/dana';
export const ivan = 'user:default/ivan';
export const paula = 'user:default/paula';
export const pipeline = 'external:pipeline';
export const portal = 'plugin:change-management';

/** The judge refused what a tale should have told. */
export class RefusedError extends Error {}

/** What a pipeline presents of the change for tests. */
export const presented = {
  planDigest: digestA,
  commit: commitA,
  environment: 'production',
} as const;

type FieldChange = ChangeEntryInput<'change.updated'>['changes'][number];

/**
 * A change that lives by the rules: each verb asks the judge, and writes what the service writes. A verb that the judge
 * refuses throws. What somebody forged is written with `write`.
 */
export class Tale extends StoryWriter {
  /** As it is now; a test moves it on. Its `at` is that of each verb. */
  world: World;

  /** @param of - `told`: what was written before, instead of an opening. */
  constructor(
    fields: Partial<ChangeEntryInput<'change.created'>> = {},
    of: {
      world?: World;
      by?: string;
      at?: string;
      told?: readonly LedgerEntry[];
    } = {},
  ) {
    const created = opening(fields);
    super(created.number);
    this.world = of.world ?? world();
    if (of.told) {
      of.told.forEach(entry => this.append(entry));
      return;
    }
    const at = of.at ?? '2026-11-20T09:00:00.000Z';
    this.write('change.created', of.by ?? created.requester, at, created);
  }

  /** Submitted, and approved by its owner. */
  static approved(
    fields: Partial<ChangeEntryInput<'change.created'>> = {},
    of: { world?: World } = {},
  ): Tale {
    return new Tale(fields, of).submit().approve();
  }

  submit(at = '2026-11-20T10:00:00.000Z', by = dana): this {
    const transition = this.#judged(at, { verb: 'submit', ...caller(by) });
    this.#assess(at);
    const policyDigest = this.#ruling.digest;
    const subject = subjectOf(this.facts, policyDigest);
    const relied = this.relies(at);
    this.write('change.submitted', by, at, {
      subject,
      subjectDigest: digestOf(subject),
      policy: this.#ruling,
      relied,
    });
    this.#move(at, by, transition, 'submit');
    return this.facts.state === 'authorize' ? this.ask(at, by) : this;
  }

  /** Assess → Authorize, or the approvals are asked for anew. */
  authorize(at = '2026-11-20T11:00:00.000Z', by = dana): this {
    const transition = this.#judged(at, { verb: 'authorize', ...caller(by) });
    this.#assess(at);
    this.#move(at, by, transition, 'authorize');
    return this.ask(at, by);
  }

  /** Asks for approval of what stands there. */
  ask(at: string, by = dana): this {
    const policy = this.#ruling;
    const subject = subjectOf(this.facts, policy.digest);
    const relied = this.relies(at);
    return this.write('change.approval_requested', by, at, {
      round: subject.round,
      subject,
      subjectDigest: digestOf(subject),
      policy,
      excluded: [],
      relied,
    });
  }

  approve(
    at = '2026-11-21T10:00:00.000Z',
    by: string = olga,
    group?: string,
  ): this {
    const decision = this.#decision(at, by, group);
    const trial = new StoryWriter(this.subject);
    const [entry] = trial.write('change.approved', by, at, decision).entries;
    const settles = settled(fold(this.facts, entry)!, this.worldAt(at));
    this.write('change.approved', by, at, {
      ...decision,
      ...(settles && { completes: true }),
    });
    return settles ? this.#move(at, by, settles, 'approve') : this;
  }

  reject(at = '2026-11-21T10:00:00.000Z', by: string = olga): this {
    const transition = this.#judged(at, { verb: 'reject', ...caller(by) });
    this.write('change.rejected', by, at, this.#decision(at, by));
    return this.#move(at, by, transition, 'reject');
  }

  requestChanges(
    at = '2026-11-21T09:00:00.000Z',
    by: string = olga,
    comment = 'Say how it is backed out.',
  ): this {
    const { subjectDigest: saw = digestA } = this.facts.asked ?? {};
    this.#judged(at, { verb: 'request-changes', ...caller(by) });
    const answer = mayRequestChanges(this.facts, this.worldAt(at), {
      user: by,
      saw,
    });
    if (!answer.ok) throw new RefusedError(answer.refusal.message);
    return this.write('change.changes_requested', by, at, {
      requestId: `${by} at ${at}`,
      round: this.facts.round,
      approver: by,
      subjectDigest: saw,
      comment,
      ...answer.option,
      relied: this.relies(at),
    });
  }

  withdrawRequest(at: string, by: string = olga): this {
    this.#judged(at, { verb: 'withdraw-request', ...caller(by) });
    const { id, round } = requestOf(this.facts, by)!;
    this.write('change.changes_request_withdrawn', by, at, {
      requestId: id,
      round,
      approver: by,
    });
    const settles = settled(this.facts, this.worldAt(at));
    return settles ? this.#move(at, by, settles, 'approve') : this;
  }

  withdraw(at: string, by: string = olga): this {
    const transition = this.#judged(at, { verb: 'withdraw', ...caller(by) });
    const own = this.facts.decisions.find(d => d.approver === by)!;
    this.write('change.approval_withdrawn', by, at, {
      approvalId: own.id,
      round: own.round,
      approver: by,
    });
    return this.#move(at, by, transition, 'withdraw');
  }

  decline(at: string, by: string): this {
    this.#judged(at, { verb: 'decline', ...caller(by) });
    const was = this.facts.named.filter(n => n.who === by).map(n => n.as);
    return this.write('change.declined', by, at, { was });
  }

  edit(at: string, by: string, ...changes: FieldChange[]): this {
    const trial = new StoryWriter(this.subject);
    const data = { changes, material: [] };
    const [entry] = trial.write('change.updated', by, at, data).entries;
    const transition = this.#judged(at, {
      verb: 'edit',
      ...caller(by),
      fields: changes.map(c => c.field),
      after: fold(this.facts, entry),
    });
    this.write('change.updated', by, at, data);
    return this.#move(at, by, transition, 'edit');
  }

  attach(
    at: string,
    by: string,
    data: Partial<ChangeEntryInput<'change.plan_attached'>>,
  ): this {
    const { content } = this.facts;
    const attached: ChangeEntryInput<'change.plan_attached'> = {
      planDigest: digestA,
      previousPlanDigest: content.planDigest ?? null,
      commit: content.commit ?? null,
      previousCommit: content.commit ?? null,
      items: content.items,
      touches: content.touches,
      planAuthors: [],
      counts: { create: 0, update: 1, replace: 0, delete: 0, forget: 0 },
      unmapped: [],
      material: [],
      ...data,
    };
    const [entry] = new StoryWriter(this.subject).write(
      'change.plan_attached',
      by,
      at,
      attached,
    ).entries;
    const transition = this.#judged(at, {
      verb: 'plan',
      ...caller(by),
      after: fold(this.facts, entry),
    });
    this.write('change.plan_attached', by, at, attached);
    return this.#move(at, by, transition, 'edit');
  }

  accept(at: string, by: string, key: string): this {
    const transition = this.#judged(at, {
      verb: 'accept-conflict',
      ...caller(by),
    });
    const conflict = this.world.conflicts.find(c => c.key === key);
    if (!conflict) throw new RefusedError(`There is no conflict ${key}`);
    this.write('change.conflict_accepted', by, at, {
      key,
      kind: conflict.kind,
      explanation: conflict.explanation,
      justification: 'One after the other.',
      ends: conflict.ends,
    });
    return this.#move(at, by, transition, 'edit');
  }

  hold(at: string, by = dana): this {
    this.#judged(at, { verb: 'hold', ...caller(by) });
    return this.write('change.held', by, at, { reason: 'Something is odd.' });
  }

  resume(at: string, by = dana): this {
    this.#judged(at, { verb: 'resume', ...caller(by) });
    return this.write('change.resumed', by, at, {});
  }

  start(at = '2026-11-24T21:01:00.000Z', by = ivan): this {
    const transition = this.#judged(at, { verb: 'start', ...caller(by) });
    return this.#move(at, by, transition, 'start');
  }

  complete(at = '2026-11-24T21:20:00.000Z', by = ivan): this {
    const transition = this.#judged(at, { verb: 'complete', ...caller(by) });
    return this.#move(at, by, transition, 'complete');
  }

  close(
    at = '2026-11-25T09:00:00.000Z',
    code: CloseCode = 'successful',
    by = dana,
  ): this {
    const transition = this.#judged(at, {
      verb: 'close',
      ...caller(by),
      closeCode: code,
    });
    this.write('change.closed', by, at, { code, notes: 'As planned.' });
    return this.#move(at, by, transition, 'close');
  }

  cancel(at: string, by = dana): this {
    const transition = this.#judged(at, { verb: 'cancel', ...caller(by) });
    this.write('change.canceled', by, at, { reason: 'Not needed.' });
    return this.#move(at, by, transition, 'cancel');
  }

  /** The gate is asked, and its answer is written whatever it is. */
  gate(
    at = '2026-11-24T21:05:00.000Z',
    of: PresentedDeployment = presented,
    id = 'gate-1',
  ): this {
    const answer = decideGate(this.facts, this.worldAt(at), of);
    const relied = this.relies(at);
    return this.write('gate.decided', pipeline, at, {
      id,
      changeNumber: this.facts.number,
      ...of,
      ...answer,
      decidedAt: at,
      askedBy: pipeline,
      relied,
    });
  }

  /** A pipeline reports a deployment that quotes the gate's answer, and the portal reconciles it. */
  report(
    of: Partial<ChangeEntryInput<'deployment.reported'>> = {},
    at = '2026-11-24T21:17:00.000Z',
  ): this {
    const deployment = changeEntryData('deployment.reported', {
      id: 'deployment-1',
      externalId: 'run-17',
      changeNumber: this.facts.number,
      items: this.facts.content.items,
      outcome: 'succeeded',
      startedAt: '2026-11-24T21:06:00.000Z',
      finishedAt: '2026-11-24T21:16:00.000Z',
      gateDecisionId: 'gate-1',
      reportedBy: pipeline,
      ...presented,
      ...of,
    });
    const transition = this.#judged(at, {
      verb: 'deployment',
      ...caller(pipeline),
    });
    const earlier = this.facts.runs;
    this.write('deployment.reported', pipeline, at, deployment);
    const records = new Records();
    this.entries.forEach(entry => records.add(entry));
    const { id, startedAt, gateDecisionId } = deployment;
    const facts = records.factsAtStartOf(id);
    const relied = this.relies(at);
    const found = reconcile({
      deployment,
      facts: this.facts.type === 'retrospective' ? undefined : facts,
      number: this.facts.number,
      worlds: worldsAround(
        this.worldAt(startedAt),
        records.world(facts?.relied, startedAt),
      ),
      quoted: gateDecisionId
        ? records.answer(gateDecisionId) ?? 'unknown'
        : undefined,
      approvals: this.facts.decisions,
      earlier,
      now: at,
    });
    this.write('deployment.reconciled', portal, at, {
      deploymentId: id,
      ...found,
      ...(needsRetrospective(found, deployment, facts) && {
        retrospectiveChange: 'CHG0000099',
      }),
      relied,
    });
    // What a retrospective change answers for moves nothing on.
    return needsRetrospective(found, deployment, facts)
      ? this
      : this.#move(at, portal, transition, 'deployment');
  }

  worldAt(at: string): World {
    return { ...this.world, at };
  }

  /** Puts on record what a decision at this moment relies on, unless it is there already. */
  relies(at: string): Sha256Digest {
    const { digest: ruleset, ruleset: said } = rulesetOf(this.world);
    if (this.facts.ruleset !== ruleset) {
      this.write('change.ruleset', portal, at, {
        digest: ruleset,
        ruleset: said,
      });
    }
    const { digest, world: seen } = reliedOf(
      this.facts,
      this.worldAt(at),
      ruleset,
    );
    if (this.facts.relied !== digest) {
      this.write('change.relied', portal, at, { digest, world: seen });
    }
    return digest;
  }

  /** What rules over the change: its template, or the policies. */
  get #ruling() {
    const { content, type } = this.facts;
    if (type === 'standard' && content.template) {
      const { id, digest } = content.template;
      return { name: id, digest, requirements: [] };
    }
    const { policy, requirements } = demandOf(this.facts, this.world);
    return {
      name: policy?.name ?? '',
      digest: this.world.policyDigest,
      requirements,
    };
  }

  #assess(at: string): void {
    const { risk } = this.world;
    if (!risk || risk.level === this.facts.content.risk?.level) return;
    this.write('change.assessed', portal, at, {
      risk: { ...risk, decidedBy: 'matrix', model: '1' },
      conflicts: [],
    });
  }

  #decision(
    at: string,
    by: string,
    group?: string,
  ): ChangeEntryInput<'change.approved'> {
    const saw = this.facts.asked?.subjectDigest ?? digestA;
    const answer = mayDecide(this.facts, this.worldAt(at), {
      user: by,
      saw,
      group,
    });
    if (!answer.ok) throw new RefusedError(answer.refusal.message);
    return {
      approvalId: `${by} at ${at}`,
      round: this.facts.round,
      approver: by,
      subjectDigest: saw,
      ...answer.option,
      relied: this.relies(at),
    };
  }

  #judged(at: string, call: VerbCall): Transition {
    const verdict = judgeVerb(this.facts, this.worldAt(at), call);
    if (!verdict.ok) throw new RefusedError(verdict.refusal.message);
    return verdict;
  }

  #move(
    at: string,
    by: string,
    transition: Transition,
    verb: TransitionCause,
  ): this {
    const { approvalStatus, approvalDueAt, path, voidsApprovals } = transition;
    const relied = path.length ? this.relies(at) : undefined;
    if (voidsApprovals) {
      const { round, decisions } = this.facts;
      this.write('change.approvals_voided', by, at, {
        round,
        nextRound: round + 1,
        approvalIds: decisions.map(d => d.id),
        reason: verb,
      });
    }
    for (const to of path) {
      this.write('change.transitioned', by, at, {
        from: this.facts.state,
        to,
        verb,
        approvalStatus: approvalStatus ?? 'approved',
        approvalDueAt,
        relied,
      });
    }
    return this;
  }
}

function caller(user: string): Pick<VerbCall, 'user' | 'by'> {
  return { user, by: isPerson(user) ? 'person' : 'service' };
}
