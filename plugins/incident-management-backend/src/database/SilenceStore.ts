import {
  compact,
  countUpTo,
  iso,
  KeysetList,
  Row,
} from '@countersign/plugin-governance-node';
import {
  Silence,
  SilenceFilters,
  SilenceState,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

/** Counting stops here: nobody reads so far. */
const COUNTED = 1000;

const isOver = '(ends_at <= :now OR ended_at IS NOT NULL)';
const whenIn: Record<SilenceState, string> = {
  active: `(starts_at <= :now AND NOT ${isOver})`,
  coming: `(starts_at > :now AND NOT ${isOver})`,
  ended: isOver,
};

/** Silences. They stay on record when they have ended. */
export class SilenceStore {
  async insert(trx: Knex, silence: Silence): Promise<void> {
    await trx('alert_silences').insert({
      id: silence.id,
      match: JSON.stringify(silence.match),
      reason: silence.reason,
      author: silence.author,
      starts_at: silence.startsAt,
      ends_at: silence.endsAt,
      created_at: silence.createdAt,
    });
  }

  async lock(trx: Knex, id: string): Promise<Silence | undefined> {
    const row = await trx('alert_silences').where({ id }).forUpdate().first();
    return row && toSilence(row);
  }

  async end(trx: Knex, id: string, by: string, at: Date): Promise<Silence> {
    const [row] = await trx('alert_silences')
      .where({ id })
      .update({ ended_at: at, ended_by: by })
      .returning('*');
    return toSilence(row);
  }

  /** Those that are on at a moment, or begin later. */
  async current(db: Knex, now: Date): Promise<Silence[]> {
    const rows: Row[] = await db('alert_silences')
      .where('ends_at', '>', now)
      .whereNull('ended_at')
      .orderBy('seq')
      .select('*');
    return rows.map(toSilence);
  }

  async list(
    db: Knex,
    { limit, cursor, state, author }: SilenceFilters,
    now: Date,
  ) {
    const matching = () => {
      const query = db('alert_silences');
      if (author) query.whereIn('author', author);
      return state
        ? query.where(any => {
            for (const one of state) any.orWhereRaw(whenIn[one], { now });
          })
        : query;
    };
    const page = await new KeysetList({
      sort: 'end',
      column: 'ends_at',
      order: 'desc',
      table: 'alert_silences',
      columns: ['alert_silences.*'],
      limit,
      cursor,
      toItem: toSilence,
    }).page(matching());
    return { ...page, count: await countUpTo(db, matching(), COUNTED) };
  }
}

function toSilence(row: Row): Silence {
  return compact({
    id: String(row.id),
    match: row.match as Silence['match'],
    reason: String(row.reason),
    author: String(row.author),
    startsAt: iso(row.starts_at)!,
    endsAt: iso(row.ends_at)!,
    createdAt: iso(row.created_at)!,
    endedAt: iso(row.ended_at),
    endedBy: (row.ended_by as string | null) ?? undefined,
  });
}
