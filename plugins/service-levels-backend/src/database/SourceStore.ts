import { Row } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** A source that this replica may read now, and nobody else. */
export interface SourceLease {
  name: string;
  id: string;
  failures: number;
}

/** Which replica reads which source, and when it is due. */
export class SourceStore {
  async know(knex: Knex, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    await knex('sources')
      .insert(names.map(name => ({ name })))
      .onConflict('name')
      .ignore();
  }

  /** Takes a source that is due and that no other replica holds. A lease that was left behind ends by itself. */
  async take(
    knex: Knex,
    name: string,
    lease: { id: string; now: Date; until: Date },
  ): Promise<SourceLease | undefined> {
    const [row] = await knex('sources')
      .where({ name })
      .where('due_at', '<=', lease.now)
      .where(free =>
        free.whereNull('lease').orWhere('leased_until', '<', lease.now),
      )
      .update({ lease: lease.id, leased_until: lease.until })
      .returning('failures');
    return row && { name, id: lease.id, failures: row.failures };
  }

  /** @returns whether the lease still holds: then nobody else writes until this transaction ends */
  async holds(trx: Knex.Transaction, lease: SourceLease): Promise<boolean> {
    const row = await trx('sources')
      .where({ name: lease.name, lease: lease.id })
      .first('name')
      .forUpdate();
    return row !== undefined;
  }

  async giveBack(
    knex: Knex,
    lease: SourceLease,
    outcome: { dueAt: Date; heardAt?: Date; trouble?: string },
  ): Promise<void> {
    const { dueAt, heardAt, trouble } = outcome;
    await knex('sources')
      .where({ name: lease.name, lease: lease.id })
      .update({
        lease: null,
        leased_until: null,
        due_at: dueAt,
        ...(heardAt && { heard_at: heardAt }),
        trouble: trouble ?? null,
        failures: trouble === undefined ? 0 : lease.failures + 1,
      });
  }

  /** How many seconds ago sources were due that nobody has read since; 0 where none is late. */
  async lags(
    knex: Knex,
    names: readonly string[],
    now: Date,
  ): Promise<{ name: string; seconds: number }[]> {
    const rows: { name: string; due_at: Date }[] = await knex('sources')
      .whereIn('name', names)
      .select('name', 'due_at');
    return rows.map(({ name, due_at: dueAt }) => ({
      name,
      seconds: Math.max(0, (now.getTime() - dueAt.getTime()) / 1000),
    }));
  }

  async list(knex: Knex) {
    const rows: Row[] = await knex('sources AS s')
      .leftJoin('objectives AS o', join =>
        join.on('o.source', 's.name').onNull('o.retired_at'),
      )
      .groupBy('s.name')
      .orderBy('s.name')
      .select('s.name', 's.heard_at', 's.trouble', 's.failures')
      .count('o.id AS objectives');
    return rows.map(row => ({
      name: String(row.name),
      heardAt: (row.heard_at as Date | null) ?? undefined,
      trouble: (row.trouble as string | null) ?? undefined,
      failures: Number(row.failures),
      objectives: Number(row.objectives),
    }));
  }
}
