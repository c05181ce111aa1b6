import {
  candidatesOf,
  namedDuties,
  PolicyReplay,
  policyReplayPermission,
  policyReplayRequestSchema,
  PolicySet,
  replayPolicies,
  requirementsOf,
  TemplatesResponse,
} from '@countersign/plugin-change-management-common';
import { z } from 'zod';
import { CatalogReader, itemsOf } from '@countersign/plugin-cmdb-node';
import { demandNone, Caller } from '@countersign/plugin-governance-node';
import { itemView } from '@countersign/plugin-governance-common';
import { Authorizer } from '../access/Authorizer';
import { systemCaller } from '../access/systemCaller';
import { Stores } from '../database/stores';
import { configuredWords, policyProblems } from '../predicateWords';
import { Settings } from '../settings';
import { Journal } from './Journal';

/** The approval policies in force, and what another set would have asked. */
export class PolicyService {
  readonly #facts: Stores['facts'];
  readonly #sets: Stores['policySets'];
  readonly #past: Stores['metrics'];
  readonly #approvals: Stores['approvals'];
  readonly #journal: Journal;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #settings: Settings;

  constructor(options: {
    stores: Stores;
    journal: Journal;
    authorizer: Authorizer;
    catalog: CatalogReader;
    settings: Settings;
  }) {
    this.#facts = options.stores.facts;
    this.#sets = options.stores.policySets;
    this.#past = options.stores.metrics;
    this.#approvals = options.stores.approvals;
    this.#journal = options.journal;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#settings = options.settings;
  }

  current(): PolicySet {
    return this.#settings.policies;
  }

  templates(): TemplatesResponse {
    return { templates: this.#settings.templates };
  }

  /** Puts on record that these policies are in force from now on, once however many replicas start. */
  async activate(): Promise<void> {
    const { digest, policies } = this.#settings.policies;
    await this.#journal.run(systemCaller, async unit => {
      const previous = await this.#sets.lockCurrent(unit.trx);
      if (previous === digest) return;
      await this.#sets.activate(unit.trx, { digest, policies }, unit.now);
      await unit.record(
        'policy.activated',
        digest,
        { digest, previousDigest: previous ?? null, policies },
        { numbered: false },
      );
    });
  }

  /** Judges past changes by a draft: the items as the catalog has them now, the risk as it was assessed. */
  async replay(
    caller: Caller,
    draft: z.output<typeof policyReplayRequestSchema>,
  ): Promise<PolicyReplay> {
    await this.#authorizer.demand(caller, policyReplayPermission);
    demandNone(policyProblems(configuredWords(this.#settings), draft.policies));
    const rights = await this.#authorizer.rights(caller);
    const { policies: current } = this.#settings.policies;
    const db = this.#journal.knex;
    const graph = await this.#catalog.graph();
    const changes = await this.#past.submitted(
      db,
      draft,
      rights.demandReading(),
    );
    const decisions = await this.#approvals.ofChanges(
      db,
      changes.map(change => change.id),
    );
    const duties = await this.#facts.dutiesOf(
      db,
      changes.map(change => change.id),
    );
    const past = changes.map(change => ({
      change,
      duties: duties.get(change.id) ?? namedDuties(change),
      items: itemsOf(graph, change.items).map(itemView),
      risk: change.risk,
      approvals: decisions.get(change.id) ?? [],
    }));
    // Who is in a group that only one of the two sets asks counts all the same.
    const asked = past.flatMap(({ items }) =>
      [...draft.policies, ...current].flatMap(policy =>
        requirementsOf(policy, items),
      ),
    );
    const distinct = new Map(asked.map(r => [r.group, r]));
    return replayPolicies(
      draft.policies,
      current,
      past,
      candidatesOf([...distinct.values()], graph, this.#journal.now()),
    );
  }
}
