import {
  AcceptedConflict,
  ChangeSummary,
  TimeWindow,
} from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import { ChangeRow, summaryColumns, toSummary } from './changeRows';
import { LONGEST_WINDOW } from './listFilter';

const ACTIVE = `state IN ('assess', 'authorize', 'scheduled', 'implement')`;

/** Finds changes that may conflict, and keeps which conflicts were accepted. */
export class ConflictStore {
  /**
   * Active changes of the environment whose window overlaps and that touch one of the items, earliest first.
   *
   * @param limit - At most so many: nobody reads the thousandth reason.
   */
  async candidates(
    db: Knex,
    options: {
      /** A moment that has passed: those that were active then. */
      asOf?: Date;
      items: string[];
      environment: string;
      window: TimeWindow;
      exceptId?: string;
      limit: number;
    },
  ): Promise<ChangeSummary[]> {
    const { items, environment, window, exceptId, limit, asOf } = options;
    if (asOf) return this.#candidatesAt(db, { ...options, asOf });
    const rows = await db<ChangeRow>('changes')
      .select(...summaryColumns)
      .whereIn('id', ids => {
        ids
          .distinct('change_id')
          .from('change_items')
          .whereRaw('active AND window_start IS NOT NULL')
          .whereRaw('entity_ref = ANY (?::text[])', [items])
          .where({ environment })
          .whereRaw('window_start < ?::timestamptz', [window.end])
          .whereRaw(
            `window_start > ?::timestamptz - interval '${LONGEST_WINDOW}' - interval '1 second'`,
            [window.start],
          )
          .whereRaw('window_end > ?::timestamptz', [window.start]);
        if (exceptId) ids.whereNot('change_id', exceptId);
        ids.limit(limit);
      })
      .orderBy(['window_start', 'seq']);
    return rows.map(toSummary);
  }

  /**
   * The same for a moment that has passed: changes that were submitted by then and neither done nor canceled yet, as
   * they are now but for their state.
   */
  async #candidatesAt(
    db: Knex,
    options: {
      items: string[];
      environment: string;
      window: TimeWindow;
      exceptId?: string;
      limit: number;
      asOf: Date;
    },
  ): Promise<ChangeSummary[]> {
    const { items, environment, window, exceptId, limit, asOf } = options;
    const query = db<ChangeRow>('changes')
      .select(...summaryColumns)
      .whereRaw('items && ?::text[]', [items])
      .where({ environment })
      .where('window_start', '<', window.end)
      .where('window_end', '>', window.start);
    activeAt(query, asOf);
    if (exceptId) query.whereNot('id', exceptId);
    const rows = await query.orderBy(['window_start', 'seq']).limit(limit);
    return rows.map(asActive);
  }

  /** Active changes the person implements meanwhile. */
  async ofImplementer(
    db: Knex,
    options: {
      /** A moment that has passed: those that were active then. */
      asOf?: Date;
      implementer: string;
      window: TimeWindow;
      exceptId?: string;
      limit: number;
    },
  ): Promise<ChangeSummary[]> {
    const { implementer, window, exceptId, limit, asOf } = options;
    const query = db<ChangeRow>('changes')
      .select(...summaryColumns)
      .where({ implementer })
      .whereNotNull('window_start')
      .whereRaw('window_start < ?::timestamptz', [window.end])
      .where('window_end', '>', window.start);
    if (asOf) activeAt(query, asOf);
    else query.whereRaw(ACTIVE);
    if (exceptId) query.whereNot('id', exceptId);
    const rows = await query.orderBy(['window_start', 'seq']).limit(limit);
    return rows.map(asOf ? asActive : toSummary);
  }

  async accept(
    trx: Knex.Transaction,
    changeId: string,
    round: number,
    accepted: AcceptedConflict,
  ): Promise<void> {
    await trx('accepted_conflicts').insert({
      change_id: changeId,
      round,
      key: accepted.key,
      accepted_by: accepted.by,
      accepted_at: accepted.at,
      justification: accepted.justification,
      ends: accepted.ends ?? null,
    });
  }
}

/** Changes that were submitted at a moment that has passed, and neither done nor canceled. */
function activeAt(query: Knex.QueryBuilder, asOf: Date): void {
  query.where('submitted_at', '<=', asOf).andWhere(any =>
    any
      .whereRaw(ACTIVE)
      .orWhere(done =>
        done
          .whereIn('state', ['review', 'closed'])
          .where('implementation_ended_at', '>', asOf),
      )
      .orWhere(canceled =>
        canceled.where({ state: 'canceled' }).where('updated_at', '>', asOf),
      ),
  );
}

/** As it was: it held its window. */
function asActive(row: ChangeRow): ChangeSummary {
  return { ...toSummary(row), state: 'scheduled' };
}
