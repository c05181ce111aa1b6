import { FactStore, StoredFacts } from '@countersign/plugin-governance-node';
import {
  incidentFactsSchema,
  IncidentFacts,
  incidentNumber,
  isOpen,
  priorityOf,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

/** An incident as its row holds it. */
export type StoredIncident = StoredFacts<IncidentFacts>;

/** Incidents, one row each. */
export class IncidentStore extends FactStore<IncidentFacts> {
  constructor() {
    super({
      table: 'incidents',
      sequence: 'incident_numbers',
      number: incidentNumber,
      schema: incidentFactsSchema,
      columnsOf,
    });
  }

  /** Those that may be closed now, the longest resolved first. */
  async toClose(
    db: Knex,
    resolvedBefore: Date,
    limit: number,
  ): Promise<string[]> {
    const rows = await db('incidents')
      .where({ state: 'resolved' })
      .where('resolved_at', '<=', resolvedBefore)
      .orderBy('resolved_at')
      .limit(limit)
      .select('number');
    return rows.map(({ number }) => number);
  }
}

function columnsOf(facts: IncidentFacts) {
  const { times, roles, team } = facts;
  return {
    title: facts.title,
    state: facts.state,
    priority: priorityOf(facts.impact, facts.urgency),
    team: team === undefined ? [] : [team],
    entities: facts.entities,
    reporter: facts.opened.by,
    commander: roles.commander ?? null,
    responders: [...new Set(Object.values(roles))],
    major: facts.major.state,
    drill: facts.drill,
    private_to: facts.privateTo ?? null,
    started_at: times.started,
    detected_at: times.detected,
    acknowledged_at: times.acknowledged ?? null,
    mitigated_at: times.mitigated ?? null,
    restored_at: times.restored ?? null,
    resolved_at: times.resolved ?? null,
    next_update_at: (isOpen(facts.state) && facts.update?.nextAt) || null,
  };
}
