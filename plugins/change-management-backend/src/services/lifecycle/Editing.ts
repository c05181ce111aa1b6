import {
  Change,
  materialChanges,
  transitionOf,
  updateChangeRequestSchema,
} from '@countersign/plugin-change-management-common';
import { z } from 'zod';
import { ChangePatch, StoredChange } from '../../database/changeRows';
import { Stores } from '../../database/stores';
import { planSummary, ReadPlan } from '../../plans/ReadPlan';
import { ownersOf, teamOf } from '../CatalogReader';
import { demandAll, refused } from '../errors';
import { Intake } from '../Intake';
import { SituationReader } from '../SituationReader';
import { allowed, approvalsBy, Steps, Work } from './Steps';
import { Submission } from './Submission';

export type EditInput = Omit<
  z.output<typeof updateChangeRequestSchema>,
  'version'
>;

type Fields = Partial<Change>;

/** Edits and new plans. A material one sends a submitted change back and voids its approvals. */
export class Editing {
  readonly #plans: Stores['plans'];
  readonly #steps: Steps;
  readonly #situations: SituationReader;
  readonly #submission: Submission;
  readonly #intake: Intake;

  constructor(options: {
    stores: Stores;
    steps: Steps;
    situations: SituationReader;
    submission: Submission;
    intake: Intake;
  }) {
    this.#plans = options.stores.plans;
    this.#steps = options.steps;
    this.#situations = options.situations;
    this.#submission = options.submission;
    this.#intake = options.intake;
  }

  /** Checks against the catalog what an edit names; needs no transaction. */
  async check(input: EditInput): Promise<void> {
    const { environment, implementer, items } = input;
    await demandAll({
      implementer: () => this.#intake.implementer(implementer),
      environment: () => environment && this.#intake.environment(environment),
      items: () => items && this.#intake.items(items),
    });
  }

  async edit(work: Work, input: EditInput): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const fields = this.#fieldsOf(change, input);
    const after: Change = { ...change, ...fields };
    const differing = (Object.keys(fields) as (keyof EditInput)[]).filter(
      field => JSON.stringify(change[field]) !== JSON.stringify(after[field]),
    );
    if (!differing.length) return stored;
    const material = materialChanges(change, after);
    const situation = await this.#read(work);
    const transition = allowed(
      transitionOf(change, 'edit', { ...situation.context, material }),
    );
    if (differing.includes('implementer') && after.implementer) {
      const standing = transition.voidsApprovals
        ? []
        : approvalsBy(situation.decisions, after.implementer);
      if (standing.length) {
        throw refused({
          guard: 'duty',
          message: `${after.implementer} approved ${change.number} and so cannot implement it.`,
          remedy: 'Name somebody who did not approve it.',
          fields: ['implementer'],
        });
      }
    }
    await unit.record('change.updated', change.number, {
      changes: differing.map(field => ({
        field,
        before: jsonOf(change[field]),
        after: jsonOf(after[field]),
      })),
      material,
    });
    const edited = await this.#steps.take(
      work,
      'edit',
      transition,
      this.#patch(work, fields),
      material.length ? `edited: ${material.join(', ')}` : undefined,
    );
    return this.#afterwards({ ...work, stored: edited }, material.length > 0);
  }

  /** A new plan; whoever attaches it is one of its authors and never approves it. */
  async attachPlan(
    work: Work,
    plan: ReadPlan,
    commit: string | undefined,
  ): Promise<StoredChange> {
    const { unit, stored } = work;
    const { change } = stored;
    const { outline, entities } = plan;
    const author =
      unit.actor.kind === 'user' && unit.actor.ref !== change.requester
        ? [unit.actor.ref]
        : [];
    const fields = {
      plan: planSummary(plan),
      commit: commit ?? change.commit,
      items: [...new Set([...change.items, ...entities])],
      planAuthors: [...new Set([...change.planAuthors, ...author])],
    };
    const material = materialChanges(change, { ...change, ...fields });
    if (!material.length) return stored;
    const { context } = await this.#read(work);
    const transition = allowed(
      transitionOf(change, 'plan', { ...context, material }),
    );
    await this.#plans.insert(
      unit.trx,
      change.id,
      plan,
      unit.actor.ref,
      unit.now,
    );
    await unit.record('change.plan_attached', change.number, {
      planDigest: outline.digest,
      previousPlanDigest: change.plan?.digest ?? null,
      commit: fields.commit ?? null,
      previousCommit: change.commit ?? null,
      items: fields.items,
      planAuthors: fields.planAuthors,
      counts: outline.counts,
      unmapped: outline.unmapped,
      material,
    });
    const attached = await this.#steps.take(
      work,
      'edit',
      transition,
      this.#patch(work, fields),
      'another plan was attached',
    );
    return this.#afterwards({ ...work, stored: attached }, true);
  }

  /** The fields an edit gives. With another type or template come another template's procedures, or none. */
  #fieldsOf(change: Change, { template, ...input }: EditInput): Fields {
    const fields = given(input);
    if (change.state !== 'new') {
      if (template === undefined) return fields;
      throw refused({
        guard: 'type',
        message: 'The template of a change may change only in New.',
        remedy: 'Open a new change from the other template.',
        fields: ['template'],
      });
    }
    if (template === undefined && input.type === undefined) return fields;
    const type = input.type ?? change.type;
    const after = { ...change, ...fields };
    if (type === 'retrospective') return fields;
    const kept = type === 'standard' ? change.template?.id : undefined;
    const made = this.#intake.fromTemplate({
      ...after,
      type,
      template: template ?? kept,
    });
    return { ...fields, ...made.fields, template: made.template };
  }

  #read({ unit, stored, graph }: Work) {
    return this.#situations.read(unit.trx, stored, graph, unit.now);
  }

  #patch({ graph }: Work, fields: Fields): ChangePatch {
    if (!fields.items) return fields;
    const items = fields.items.flatMap(ref => graph.item(ref) ?? []);
    return {
      ...fields,
      team: teamOf(items),
      itemOwners: ownersOf(graph, items),
    };
  }

  #afterwards(work: Work, material: boolean): Promise<StoredChange> {
    const { state } = work.stored.change;
    const judged = state === 'assess' || state === 'authorize';
    return material && judged
      ? this.#submission.reassess(work)
      : Promise.resolve(work.stored);
  }
}

/** `null` clears a field. */
function given(input: Omit<EditInput, 'template'>): Fields {
  return Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [field, value ?? undefined]),
  );
}

function jsonOf(value: unknown) {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
