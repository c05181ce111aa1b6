import {
  Change,
  ChangeEntryInput,
  materialDifferences,
  updateChangeRequestSchema,
} from '@countersign/plugin-change-management-common';
import { z } from 'zod';
import { itemsOf, ownersOf, teamOf } from '@countersign/plugin-cmdb-node';
import { demandAll, refused } from '@countersign/plugin-governance-node';
import { ChangePatch, StoredChange } from '../../database/changeRows';
import { Stores } from '../../database/stores';
import { planSummary, ReadPlan } from '../../plans/ReadPlan';
import { Intake } from '../Intake';
import { placedAfter, SituationReader } from '../SituationReader';
import { factsAfter, judged, Steps, Work } from './Steps';
import { Submission } from './Submission';

export type EditInput = Omit<
  z.output<typeof updateChangeRequestSchema>,
  'version'
>;

type Fields = Partial<Change>;

/** Edits and new plans. One that touches what is approved sends a submitted change back and voids its approvals. */
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
    const { stored } = work;
    const { change } = stored;
    const fields = this.#fieldsOf(change, input);
    const edited: Change = { ...change, ...fields };
    const differing = (Object.keys(fields) as (keyof EditInput)[]).filter(
      field => JSON.stringify(change[field]) !== JSON.stringify(edited[field]),
    );
    if (!differing.length) return stored;
    const entry: ChangeEntryInput<'change.updated'> = {
      changes: differing.map(field => ({
        field,
        before: jsonOf(change[field]),
        after: jsonOf(edited[field]),
      })),
      material: [],
    };
    return this.#write(work, 'change.updated', entry, {
      verb: 'edit',
      written: differing,
      patch: this.#patch(work, fields),
      reason: material => `edited: ${material.join(', ')}`,
    });
  }

  /** A new plan. Whoever attaches it had a hand in it from then on. */
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
    const isSame =
      change.plan?.digest === outline.digest &&
      change.commit === fields.commit &&
      change.items.length === fields.items.length;
    if (isSame) return stored;
    await this.#plans.insert(
      unit.trx,
      change.id,
      plan,
      unit.actor.ref,
      unit.now,
    );
    const entry: ChangeEntryInput<'change.plan_attached'> = {
      planDigest: outline.digest,
      previousPlanDigest: change.plan?.digest ?? null,
      commit: fields.commit ?? null,
      previousCommit: change.commit ?? null,
      items: fields.items,
      planAuthors: fields.planAuthors,
      counts: outline.counts,
      unmapped: outline.unmapped,
      touches: entities,
      material: [],
    };
    return this.#write(work, 'change.plan_attached', entry, {
      verb: 'plan',
      written: [],
      patch: this.#patch(work, fields),
      reason: () => 'another plan was attached',
    });
  }

  /** Judges what the change would be afterwards, and writes it. */
  async #write<T extends 'change.updated' | 'change.plan_attached'>(
    work: Work,
    type: T,
    entry: ChangeEntryInput<T>,
    {
      verb,
      written,
      patch,
      reason,
    }: {
      verb: 'edit' | 'plan';
      written: readonly string[];
      patch: ChangePatch;
      reason: (material: string[]) => string;
    },
  ): Promise<StoredChange> {
    const { unit, stored, graph } = work;
    const { number } = stored.change;
    const before = unit.facts(number);
    const after = factsAfter(unit, number, type, entry);
    const situation = await this.#situations.read(
      unit.trx,
      { stored: placedAfter(stored, patch), facts: after },
      graph,
      unit.now,
    );
    const transition = judged(work, situation, verb, {
      after,
      fields: written,
    });
    const material = materialDifferences(before, after);
    await unit.record(type, number, { ...entry, material });
    const edited = await this.#steps.take(work, 'edit', transition, patch, {
      reason: material.length ? reason(material) : undefined,
    });
    const { state } = edited.change;
    return material.length && (state === 'assess' || state === 'authorize')
      ? this.#submission.reassess({ ...work, stored: edited })
      : edited;
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

  #patch({ graph }: Work, fields: Fields): ChangePatch {
    const moved = fields.window ? { neverRunAt: undefined } : {};
    if (!fields.items) return { ...fields, ...moved };
    const items = itemsOf(graph, fields.items);
    return {
      ...fields,
      ...moved,
      team: teamOf(items),
      itemOwners: ownersOf(graph, items),
    };
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
