import {
  subjectOf,
  Transition,
} from '@countersign/plugin-change-management-common';
import { ownersOf, teamOf } from '@countersign/plugin-cmdb-node';
import { digestOf, Sha256Digest } from '@countersign/plugin-ledger-common';
import { ChangePatch, StoredChange } from '../../database/changeRows';
import { Stores } from '../../database/stores';
import { ApprovalDesk } from '../ApprovalDesk';
import { relyOn } from '../relyOn';
import { Outlook, SituationReader } from '../SituationReader';
import { judged, Steps, Work } from './Steps';
import { Verdicts } from './Verdicts';

/** Submitting, assessing and asking for approval. */
export class Submission {
  readonly #changes: Stores['changes'];
  readonly #steps: Steps;
  readonly #situations: SituationReader;
  readonly #desk: ApprovalDesk;
  readonly #verdicts: Verdicts;

  constructor(options: {
    stores: Stores;
    steps: Steps;
    situations: SituationReader;
    desk: ApprovalDesk;
    verdicts: Verdicts;
  }) {
    this.#changes = options.stores.changes;
    this.#steps = options.steps;
    this.#situations = options.situations;
    this.#desk = options.desk;
    this.#verdicts = options.verdicts;
  }

  /** New → Assess, and on when nothing is in the way; standard changes are scheduled, emergencies ask at once. */
  async submit(work: Work): Promise<StoredChange> {
    const { unit, stored } = work;
    const { number } = stored.change;
    const outlook = await this.#outlook(work);
    const transition = judged(work, outlook, 'submit');
    await this.#recordAssessment(work, outlook);
    const relied = await relyOn(unit, number, outlook.world);
    const patch = {
      ...this.#settled(work, outlook),
      ...this.#applied(work, outlook, transition),
      submittedAt: unit.now.toISOString(),
    };
    const { policy, requirements = [] } = patch;
    if (policy) {
      const subject = subjectOf(unit.facts(number), policy.digest);
      await unit.record('change.submitted', number, {
        subject,
        subjectDigest: digestOf(subject),
        policy: { ...policy, requirements },
        risk: summary(outlook),
        relied,
      });
    }
    const submitted = await this.#steps.take(
      work,
      'submit',
      transition,
      patch,
      stored.change.type === 'standard' ? { relied } : {},
    );
    return this.#askIfDue({ ...work, stored: submitted }, outlook, relied);
  }

  /** Assess → Authorize, or from where it waits: asks those whom the policies in force name. */
  async authorize(work: Work): Promise<StoredChange> {
    const outlook = await this.#outlook(work);
    const transition = judged(work, outlook, 'authorize');
    const authorized = await this.#steps.take(
      work,
      'authorize',
      transition,
      this.#settled(work, outlook),
      transition.voidsApprovals
        ? { reason: 'approval is asked for again' }
        : {},
    );
    return this.#assessAndAsk({ ...work, stored: authorized }, outlook);
  }

  /** After a material edit of a submitted change: assesses it anew and, where it waits in Authorize, asks again. */
  async reassess(work: Work): Promise<StoredChange> {
    const outlook = await this.#outlook(work);
    return work.stored.change.state === 'authorize'
      ? this.#assessAndAsk(work, outlook)
      : this.#assess(work, outlook);
  }

  /** For a change opened after the fact: asks, even when nobody can be found yet, since what happened has happened. */
  async askAfterwards(work: Work): Promise<StoredChange> {
    return this.#assessAndAsk(work, await this.#outlook(work));
  }

  async #assess(
    work: Work,
    outlook: Outlook,
    patch: ChangePatch = {},
  ): Promise<StoredChange> {
    await this.#recordAssessment(work, outlook);
    return this.#changes.update(
      work.unit.trx,
      work.stored,
      { ...this.#settled(work, outlook), ...patch },
      work.unit.now,
    );
  }

  async #assessAndAsk(work: Work, outlook: Outlook): Promise<StoredChange> {
    const { unit } = work;
    await this.#recordAssessment(work, outlook);
    const { number } = work.stored.change;
    const relied = await relyOn(unit, number, outlook.world);
    const stored = await this.#changes.update(
      unit.trx,
      work.stored,
      { ...this.#settled(work, outlook), ...this.#asking(work, outlook) },
      unit.now,
    );
    return this.#ask({ ...work, stored }, outlook, relied);
  }

  #outlook({ unit, stored, graph }: Work): Promise<Outlook> {
    const facts = unit.facts(stored.change.number);
    return this.#situations.outlook(
      unit.trx,
      { stored, facts },
      graph,
      unit.now,
    );
  }

  /** What the assessment found out. */
  #settled({ graph }: Work, { risk, items }: Outlook): ChangePatch {
    return {
      assessment: risk,
      team: teamOf(items),
      itemOwners: ownersOf(graph, items),
    };
  }

  /** Which policy or template applies. */
  #applied(work: Work, outlook: Outlook, transition: Transition): ChangePatch {
    const facts = work.unit.facts(work.stored.change.number);
    const { template } = facts.content;
    if (facts.type === 'standard' && template) {
      const { id, digest } = template;
      return {
        policy: { name: id, digest },
        subjectDigest: digestOf(subjectOf(facts, digest)),
        approvedAt: work.unit.now.toISOString(),
      };
    }
    return transition.path.at(-1) === 'authorize'
      ? this.#asking(work, outlook)
      : { ...this.#desk.patch(facts, outlook.world), pendingGroups: [] };
  }

  #asking({ unit, stored }: Work, { world }: Outlook): ChangePatch {
    return {
      ...this.#desk.patch(unit.facts(stored.change.number), world),
      authorizeAt: unit.now.toISOString(),
    };
  }

  async #recordAssessment({ unit, stored }: Work, outlook: Outlook) {
    await unit.record('change.assessed', stored.change.number, {
      risk: summary(outlook),
      conflicts: outlook.conflicts.map(c => ({
        key: c.key,
        kind: c.kind,
        explanation: c.explanation,
        acceptable: c.acceptable,
        accepted: c.accepted !== undefined,
      })),
      team: teamOf(outlook.items) ?? null,
    });
  }

  #askIfDue(
    work: Work,
    outlook: Outlook,
    relied: Sha256Digest,
  ): Promise<StoredChange> {
    return work.stored.change.state === 'authorize'
      ? this.#ask(work, outlook, relied)
      : Promise.resolve(work.stored);
  }

  async #ask(
    work: Work,
    { world }: Outlook,
    relied: Sha256Digest,
  ): Promise<StoredChange> {
    const { requirements } = await this.#desk.request(
      work.unit,
      work.stored,
      world,
      relied,
    );
    // A policy may ask nobody: then nothing is left to wait for.
    return requirements.length
      ? work.stored
      : this.#verdicts.settleUnasked(work, world, relied);
  }
}

function summary({ risk }: Outlook) {
  const { score, level, decidedBy, model } = risk;
  return { score, level, decidedBy, model };
}
