import { randomUUID } from 'crypto';
import {
  decideGate,
  gateAskPermission,
  GateDecision,
  GatePreview,
  gateRequestSchema,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { Authorizer, Rights } from '../access/Authorizer';
import { Caller } from '../access/Caller';
import { Stores } from '../database/stores';
import { CatalogReader } from './CatalogReader';
import { Journal, Unit } from './Journal';
import { relyOn } from './relyOn';
import { Situation, SituationReader } from './SituationReader';

export type GateInput = z.output<typeof gateRequestSchema>;

/**
 * The deployment gate. It never changes the change; its answer is on record before anybody gets it, and when anything
 * it needs cannot be read there is no answer, which is no permission. A question asked again is another question: what
 * was allowed a moment ago may not be now.
 */
export class GateService {
  readonly #changes: Stores['changes'];
  readonly #decisions: Stores['gate'];
  readonly #journal: Journal;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #situations: SituationReader;

  constructor(options: {
    stores: Stores;
    journal: Journal;
    authorizer: Authorizer;
    catalog: CatalogReader;
    situations: SituationReader;
  }) {
    this.#changes = options.stores.changes;
    this.#decisions = options.stores.gate;
    this.#journal = options.journal;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#situations = options.situations;
  }

  async ask(caller: Caller, input: GateInput): Promise<GateDecision> {
    await this.#authorizer.demand(caller, gateAskPermission);
    const rights = await this.#authorizer.rights(caller);
    const graph = await this.#catalog.graph();
    return this.#journal.run(caller, async unit => {
      const situation = await this.#lock(unit, rights, graph, input);
      const decision = answer(input, situation, {
        askedBy: caller.ref,
        now: unit.now,
      });
      const change = situation?.stored.change;
      await this.#decisions.insert(unit.trx, change?.id, decision);
      const relied =
        situation && change
          ? await relyOn(unit, change.number, situation.world)
          : undefined;
      await unit.record(
        'gate.decided',
        change?.number ?? decision.id,
        { ...decision, relied },
        { numbered: change !== undefined },
      );
      return decision;
    });
  }

  /** What the gate would answer now, to whoever may read the change. Nothing is written, and it permits nothing. */
  async preview(caller: Caller, input: GateInput): Promise<GatePreview> {
    const rights = await this.#authorizer.rights(caller);
    const graph = await this.#catalog.graph();
    const db = this.#journal.knex;
    const now = this.#journal.now();
    const stored = await this.#find(db, input);
    const situation =
      stored && rights.may('read', stored)
        ? await this.#situations.read(
            db,
            { stored, facts: await this.#situations.facts(db, stored) },
            graph,
            now,
          )
        : undefined;
    const { id: _, ...decision } = answer(input, situation, {
      askedBy: caller.ref,
      now,
    });
    return { ...decision, preview: true };
  }

  /** Locked, so that the answer is about one state of the change and its entry is numbered. */
  async #lock(
    unit: Unit,
    rights: Rights,
    graph: CmdbGraph,
    input: GateInput,
  ): Promise<Situation | undefined> {
    const number = input.change ?? (await this.#numberOf(unit.trx, input));
    const stored = number ? await unit.lockIfThere(number) : undefined;
    // What the caller may not read does not exist for them: the gate refuses without a word about it.
    if (!stored || !rights.may('read', stored)) return undefined;
    const facts = unit.facts(stored.change.number);
    return this.#situations.read(unit.trx, { stored, facts }, graph, unit.now);
  }

  async #numberOf(db: Knex, input: GateInput): Promise<string | undefined> {
    return (await this.#find(db, input))?.change.number;
  }

  async #find(db: Knex, { change, planDigest }: GateInput) {
    if (change) return this.#changes.find(db, change);
    return planDigest ? this.#changes.findByPlan(db, planDigest) : undefined;
  }
}

function answer(
  { planDigest, commit, environment, stack }: GateInput,
  situation: Situation | undefined,
  { askedBy, now }: { askedBy: string; now: Date },
): GateDecision {
  const presented = { planDigest, commit, environment, stack };
  return {
    id: randomUUID(),
    ...decideGate(situation?.facts, situation?.world, presented),
    changeNumber: situation?.facts.number,
    ...presented,
    subjectDigest: situation?.facts.asked?.subjectDigest,
    decidedAt: now.toISOString(),
    askedBy,
  };
}
