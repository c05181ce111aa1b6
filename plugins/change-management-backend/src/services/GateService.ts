import { randomUUID } from 'crypto';
import {
  decideGate,
  gateAskPermission,
  GateDecision,
  gateRequestSchema,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { z } from 'zod';
import { Authorizer } from '../access/Authorizer';
import { Caller } from '../access/Caller';
import { StoredChange } from '../database/changeRows';
import { Stores } from '../database/stores';
import { Settings } from '../settings';
import { CatalogReader } from './CatalogReader';
import { Journal, Unit } from './Journal';
import { SituationReader } from './SituationReader';

export type GateInput = z.output<typeof gateRequestSchema>;

/**
 * The deployment gate. It never changes the change; its answer is on record before anybody gets it, and when anything
 * it needs cannot be read there is no answer, which is no permission.
 */
export class GateService {
  readonly #changes: Stores['changes'];
  readonly #decisions: Stores['gate'];
  readonly #journal: Journal;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #situations: SituationReader;
  readonly #settings: Settings;

  constructor(options: {
    stores: Stores;
    journal: Journal;
    authorizer: Authorizer;
    catalog: CatalogReader;
    situations: SituationReader;
    settings: Settings;
  }) {
    this.#changes = options.stores.changes;
    this.#decisions = options.stores.gate;
    this.#journal = options.journal;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#situations = options.situations;
    this.#settings = options.settings;
  }

  async ask(
    caller: Caller,
    input: GateInput,
    idempotencyKey?: string,
  ): Promise<GateDecision> {
    await this.#authorizer.demand(caller, gateAskPermission);
    const rights = await this.#authorizer.rights(caller);
    const graph = await this.#catalog.graph();
    return this.#journal.run(
      caller,
      async unit => {
        const found = await this.#find(unit, input);
        // What the caller may not read does not exist for them: the gate refuses without a word about it.
        const stored = found && rights.may('read', found) ? found : undefined;
        const decision = await this.#decide(unit, graph, input, stored);
        await this.#decisions.insert(unit.trx, stored?.change.id, decision);
        await unit.record(
          'gate.decided',
          stored?.change.number ?? decision.id,
          decision,
          { numbered: stored !== undefined },
        );
        return decision;
      },
      idempotencyKey
        ? { key: idempotencyKey, request: { operation: 'gate', input } }
        : undefined,
    );
  }

  /** Locked, so that the answer is about one state of the change and its entry is numbered. */
  async #find(
    { trx }: Unit,
    { change, planDigest }: GateInput,
  ): Promise<StoredChange | undefined> {
    if (change) return this.#changes.lockIfThere(trx, change);
    const found =
      planDigest && (await this.#changes.findByPlan(trx, planDigest));
    return found ? this.#changes.lock(trx, found.change.number) : undefined;
  }

  async #decide(
    { trx, now, actor }: Unit,
    graph: CmdbGraph,
    input: GateInput,
    stored: StoredChange | undefined,
  ): Promise<GateDecision> {
    const { planDigest, commit, environment } = input;
    const presented = { planDigest, commit, environment };
    const facts = stored
      ? (await this.#situations.read(trx, stored, graph, now)).context
      : {
          conflicts: [],
          freezes: [],
          currentPolicyDigest: this.#settings.policies.digest,
          now: now.toISOString(),
        };
    return {
      id: randomUUID(),
      ...decideGate({ ...facts, change: stored?.change, presented }),
      changeNumber: stored?.change.number,
      ...presented,
      subjectDigest: stored?.change.subjectDigest,
      decidedAt: now.toISOString(),
      askedBy: actor.ref,
    };
  }
}
