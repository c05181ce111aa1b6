import {
  AcceptedConflict,
  ChangeSummary,
  TimeWindow,
} from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import { ChangeRow, summaryColumns, toSummary } from './changeRows';
import { LONGEST_WINDOW } from './listFilter';

const ACTIVE = `state IN ('assess', 'authorize', 'scheduled', 'implement')`;

/** Which changes are looked for. */
export interface ConflictSearch {
  items: string[];
  environment: string;
  implementer?: string;
  window: TimeWindow;
  exceptId?: string;
  /** At most so many of each kind: nobody reads the thousandth reason. */
  limit: number;
  /** A moment that has passed: those that were active then. */
  asOf?: Date;
}

/** Finds changes that may conflict, and keeps which conflicts were accepted. */
export class ConflictStore {
  /**
   * Active changes whose window overlaps, earliest first: those of the environment that touch one of the items, and
   * those that the implementer has. One round trip, as whoever asks may hold a lock.
   */
  async overlapping(
    db: Knex,
    search: ConflictSearch,
  ): Promise<{ ofItems: ChangeSummary[]; ofImplementer: ChangeSummary[] }> {
    const { implementer, asOf } = search;
    const ofItems = asOf ? touchingAt(db, search, asOf) : touching(db, search);
    const both = db.unionAll(
      [
        ofItems.select(db.raw('true AS of_items')),
        ...(implementer
          ? [
              implementing(db, search, implementer).select(
                db.raw('false AS of_items'),
              ),
            ]
          : []),
      ],
      true,
    );
    const rows: ChangeRow[] = await both;
    const summary = asOf ? asActive : toSummary;
    const those = (is: boolean) =>
      rows.filter(row => row.of_items === is).map(summary);
    return { ofItems: those(true), ofImplementer: those(false) };
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

/** Active changes of the environment that touch one of the items. */
function touching(
  db: Knex,
  { items, environment, window, exceptId, limit }: ConflictSearch,
) {
  return inOrder(db, limit).whereIn('id', ids => {
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
  });
}

/**
 * The same for a moment that has passed: changes that were submitted by then and neither done nor canceled yet, as
 * they are now but for their state.
 */
function touchingAt(
  db: Knex,
  { items, environment, window, exceptId, limit }: ConflictSearch,
  asOf: Date,
) {
  const query = inOrder(db, limit)
    .whereRaw('items && ?::text[]', [items])
    .where({ environment })
    .where('window_start', '<', window.end)
    .where('window_end', '>', window.start);
  activeAt(query, asOf);
  return exceptId ? query.whereNot('id', exceptId) : query;
}

/** Changes the person implements meanwhile. */
function implementing(
  db: Knex,
  { window, exceptId, limit, asOf }: ConflictSearch,
  implementer: string,
) {
  const query = inOrder(db, limit)
    .where({ implementer })
    .whereNotNull('window_start')
    .whereRaw('window_start < ?::timestamptz', [window.end])
    .where('window_end', '>', window.start);
  if (asOf) activeAt(query, asOf);
  else query.whereRaw(ACTIVE);
  return exceptId ? query.whereNot('id', exceptId) : query;
}

function inOrder(db: Knex, limit: number) {
  return db<ChangeRow>('changes')
    .select(...summaryColumns)
    .orderBy(['window_start', 'seq'])
    .limit(limit);
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
