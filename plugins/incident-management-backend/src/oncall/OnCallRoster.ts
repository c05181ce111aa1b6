import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { itemView } from '@countersign/plugin-governance-common';
import {
  EscalationPolicy,
  OnCallWorld,
  onCallAt,
  Override,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { OverrideStore } from '../database/OverrideStore';
import { OnCallSettings } from './settings';

/** Who is on call, as configuration, overrides and the catalog have it at a moment. */
export class OnCallRoster {
  constructor(
    private readonly options: {
      settings: OnCallSettings;
      overrides: OverrideStore;
    },
  ) {}

  /** The policy by which incidents on the entity are escalated. */
  policyFor(
    graph: CmdbGraph,
    entityRef: string | undefined,
  ): EscalationPolicy | undefined {
    const item = entityRef ? graph.item(entityRef) : undefined;
    return this.options.settings.policies.find(
      ({ match }) =>
        match === undefined ||
        (item && evaluateFilterPredicate(match, itemView(item))),
    );
  }

  policy(name: string | undefined): EscalationPolicy | undefined {
    return this.options.settings.policies.find(each => each.name === name);
  }

  /** Who is who at a moment, for the steps of a policy. */
  async world(
    db: Knex,
    graph: CmdbGraph,
    entityRef: string | undefined,
    now: Date,
  ): Promise<OnCallWorld> {
    const at = now.toISOString();
    const overrides = await this.#overridesAt(db, now);
    return {
      onCall: name => {
        const rotation = this.options.settings.rotations.find(
          each => each.name === name,
        );
        return rotation && { who: onCallAt(rotation, overrides, at)?.who };
      },
      isThere: ref => graph.has(ref),
      owner: entityRef ? graph.item(entityRef)?.owner : undefined,
    };
  }

  #overridesAt(db: Knex, now: Date): Promise<Override[]> {
    return this.options.overrides.around(db, {
      from: now.toISOString(),
      to: new Date(now.getTime() + 1).toISOString(),
    });
  }
}
