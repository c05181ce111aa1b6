import {
  approvalSubjectOf,
  digestOf,
  Transition,
  transitionOf,
} from '@countersign/plugin-change-management-common';
import { ChangePatch, StoredChange } from '../../database/changeRows';
import { Stores } from '../../database/stores';
import { ApprovalDesk } from '../ApprovalDesk';
import { ownersOf, teamOf } from '../CatalogReader';
import { Outlook, SituationReader } from '../SituationReader';
import { allowed, Steps, Work } from './Steps';
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
    const outlook = await this.#outlook(work);
    const { change } = work.stored;
    const transition = allowed(transitionOf(change, 'submit', outlook.context));
    const patch = {
      ...this.#settled(work, outlook),
      ...this.#applied(work, outlook, transition),
      submittedAt: work.unit.now.toISOString(),
    };
    const { policy, subjectDigest, requirements = [] } = patch;
    if (policy && subjectDigest) {
      await work.unit.record('change.submitted', change.number, {
        subject: approvalSubjectOf(change, policy.digest),
        subjectDigest,
        policy: { ...policy, requirements },
        risk: summary(outlook),
      });
    }
    await this.#recordAssessment(work, outlook);
    const submitted = await this.#steps.take(work, 'submit', transition, patch);
    return this.#askIfDue(work, submitted);
  }

  /** Assess → Authorize: asks those whom the policies in force name. */
  async authorize(work: Work): Promise<StoredChange> {
    const outlook = await this.#outlook(work);
    const transition = allowed(
      transitionOf(work.stored.change, 'authorize', outlook.context),
    );
    await this.#recordAssessment(work, outlook);
    const authorized = await this.#steps.take(work, 'authorize', transition, {
      ...this.#settled(work, outlook),
      ...this.#applied(work, outlook, transition),
    });
    return this.#askIfDue(work, authorized);
  }

  /** After a material edit of a submitted change: assesses it anew and, where it waits in Authorize, asks again. */
  async reassess(work: Work): Promise<StoredChange> {
    const { unit, stored } = work;
    const outlook = await this.#outlook(work);
    const waits = stored.change.state === 'authorize';
    if (waits && outlook.asked.problems.length) {
      allowed({
        ok: false,
        refusal: {
          guard: 'approvers',
          message: outlook.asked.problems.join(' '),
          remedy: 'Have the missing people named, or edit it otherwise.',
        },
      });
    }
    await this.#recordAssessment(work, outlook);
    const assessed = await this.#changes.update(
      unit.trx,
      stored,
      {
        ...this.#settled(work, outlook),
        ...(waits && this.#asking(work, outlook)),
      },
      unit.now,
    );
    return this.#askIfDue(work, assessed);
  }

  /** For a change opened after the fact: asks, even when nobody can be found yet, since what happened has happened. */
  async askAfterwards(work: Work): Promise<StoredChange> {
    const outlook = await this.#outlook(work);
    await this.#recordAssessment(work, outlook);
    const asked = await this.#changes.update(
      work.unit.trx,
      work.stored,
      { ...this.#settled(work, outlook), ...this.#asking(work, outlook) },
      work.unit.now,
    );
    await this.#desk.request(work, asked);
    return asked;
  }

  #outlook({ unit, stored, graph }: Work): Promise<Outlook> {
    return this.#situations.outlook(unit.trx, stored, graph, unit.now);
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
    const { change } = work.stored;
    if (change.type === 'standard' && change.template) {
      const { id, digest } = change.template;
      return {
        policy: { name: id, digest },
        subjectDigest: digestOf(approvalSubjectOf(change, digest)),
        approvedAt: work.unit.now.toISOString(),
      };
    }
    return transition.path.at(-1) === 'authorize'
      ? this.#asking(work, outlook)
      : { ...this.#desk.patch(change, outlook.asked), pendingGroups: [] };
  }

  #asking({ unit, stored }: Work, { asked }: Outlook): ChangePatch {
    return {
      ...this.#desk.patch(stored.change, asked),
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
    });
  }

  async #askIfDue(work: Work, stored: StoredChange): Promise<StoredChange> {
    if (stored.change.state !== 'authorize') return stored;
    await this.#desk.request(work, stored);
    // A policy may ask nobody: then nothing is left to wait for.
    return stored.requirements.length
      ? stored
      : this.#verdicts.settle({ ...work, stored });
  }
}

function summary({ risk }: Outlook) {
  const { score, level, decidedBy, model } = risk;
  return { score, level, decidedBy, model };
}
