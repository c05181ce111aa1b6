import { compact, iso, Row } from '@countersign/plugin-governance-node';
import { Override } from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

const MOST = 1000;

/** Who is on call instead of whom. They stay on record when they are over. */
export class OverrideStore {
  async insert(trx: Knex, override: Override): Promise<void> {
    const { id, rotation, who, start, end, reason, author } = override;
    await trx('on_call_overrides').insert({
      ...{ id, rotation, who, reason, author },
      start_at: start,
      end_at: end,
      created_at: override.createdAt,
    });
  }

  async lock(trx: Knex, id: string): Promise<Override | undefined> {
    const row = await trx('on_call_overrides')
      .where({ id })
      .forUpdate()
      .first();
    return row && toOverride(row);
  }

  async withdraw(
    trx: Knex,
    id: string,
    by: string,
    at: Date,
  ): Promise<Override> {
    const [row] = await trx('on_call_overrides')
      .where({ id })
      .update({ withdrawn_at: at, withdrawn_by: by })
      .returning('*');
    return toOverride(row);
  }

  /** Those that touch a time, of one rotation or of all, withdrawn ones too. */
  async around(
    db: Knex,
    { from, to }: { from: string; to: string },
    rotation?: string,
  ): Promise<Override[]> {
    const rows: Row[] = await db('on_call_overrides')
      .where('end_at', '>', from)
      .where('start_at', '<', to)
      .where(query => {
        if (rotation) query.where({ rotation });
      })
      .orderBy('seq', 'desc')
      .limit(MOST)
      .select('*');
    return rows.map(toOverride);
  }
}

function toOverride(row: Row): Override {
  return compact({
    id: String(row.id),
    rotation: String(row.rotation),
    who: String(row.who),
    start: iso(row.start_at)!,
    end: iso(row.end_at)!,
    reason: String(row.reason),
    author: String(row.author),
    createdAt: iso(row.created_at)!,
    withdrawnAt: iso(row.withdrawn_at),
    withdrawnBy: (row.withdrawn_by as string | null) ?? undefined,
  });
}
