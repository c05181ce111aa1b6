import {
  incidentFactsSchema,
  IncidentFacts,
  incidentNumber,
  isOpen,
  priorityOf,
} from '@countersign/plugin-incident-management-common';
import { iso, Row } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** An incident as its row holds it. */
export interface StoredIncident {
  /** Random: it names the channel on which its pages are told to fetch it again. */
  id: string;
  /** One up with each write. */
  version: number;
  updatedAt: string;
  facts: IncidentFacts;
}

const read = ['id', 'version', 'updated_at', 'facts'];

/** Incidents, one row each. */
export class IncidentStore {
  /** The next number. */
  async nextNumber(trx: Knex.Transaction): Promise<string> {
    const { rows } = await trx.raw<{ rows: { seq: string }[] }>(
      `SELECT nextval('incident_numbers')::text AS seq`,
    );
    return incidentNumber.of(rows[0].seq);
  }

  /** Writes a new one under the number that its facts have. */
  async insert(
    trx: Knex.Transaction,
    { id, facts }: Pick<StoredIncident, 'id' | 'facts'>,
    now: Date,
  ): Promise<StoredIncident> {
    const [row] = await trx('incidents')
      .insert({
        id,
        seq: facts.number.slice(incidentNumber.prefix.length),
        number: facts.number,
        created_at: now,
        updated_at: now,
        ...columnsOf(facts),
      })
      .returning(read);
    return toStored(row);
  }

  /** By their numbers, in any order; those that are not there are left out. */
  async find(db: Knex, numbers: readonly string[]): Promise<StoredIncident[]> {
    const rows = await db('incidents').whereIn('number', numbers).select(read);
    return rows.map(toStored);
  }

  /**
   * Locked until the transaction ends: their ledger entries are numbered. In the order of their numbers, so that two who
   * lock the same never wait for each other.
   */
  async lock(
    trx: Knex.Transaction,
    numbers: readonly string[],
  ): Promise<Map<string, StoredIncident>> {
    const rows = await trx('incidents')
      .whereIn('number', numbers)
      .orderBy('seq')
      .forUpdate()
      .select(read);
    return new Map(
      rows.map(toStored).map(stored => [stored.facts.number, stored]),
    );
  }

  /** Writes a locked one: one version up. */
  async save(
    trx: Knex.Transaction,
    { id, version }: Pick<StoredIncident, 'id' | 'version'>,
    facts: IncidentFacts,
    now: Date,
  ): Promise<StoredIncident> {
    const [row] = await trx('incidents')
      .where({ id })
      .update({ ...columnsOf(facts), version: version + 1, updated_at: now })
      .returning(read);
    return toStored(row);
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
    facts: JSON.stringify(facts),
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

/** An incident from its row. */
export function toStored(row: Row): StoredIncident {
  return {
    id: String(row.id),
    version: Number(row.version),
    updatedAt: iso(row.updated_at)!,
    facts: incidentFactsSchema.parse(row.facts),
  };
}
