import {
  AcceptedConflict,
  ChangeSummary,
} from '@countersign/plugin-change-management-common';
import { prepared } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { TimeWindow } from '@countersign/plugin-governance-common';
import { ChangeRow, summaryColumns, toSummary } from './changeRows';
import { LONGEST_WINDOW } from './listFilter';

const ACTIVE = `c.state IN ('assess', 'authorize', 'scheduled', 'implement')`;

/** At a moment that has passed. */
const WAS_ACTIVE = `c.submitted_at <= :asOf AND (
  ${ACTIVE}
  OR c.state IN ('review', 'closed') AND c.implementation_ended_at > :asOf
  OR c.state = 'canceled' AND c.updated_at > :asOf
)`;

const OVERLAPS = `c.window_start < s.ends AND c.window_end > s.starts
  AND c.window_start > s.starts - interval '${LONGEST_WINDOW}' - interval '1 second'`;

const TOUCHING = `FROM (
    SELECT DISTINCT change_id FROM change_items AS c
    WHERE c.active AND c.window_start IS NOT NULL
      AND c.entity_ref = ANY (s.items) AND c.environment = s.environment
      AND ${OVERLAPS} AND c.change_id IS DISTINCT FROM s.except_id
    LIMIT :limit
  ) AS touching JOIN changes AS c ON c.id = touching.change_id`;

/** `change_items` knows only what is active now. */
const TOUCHED = `FROM changes AS c
  WHERE c.items && s.items AND c.environment = s.environment
    AND ${WAS_ACTIVE} AND ${OVERLAPS} AND c.id IS DISTINCT FROM s.except_id`;

/** Which changes are looked for. */
export interface ConflictSearch {
  items: string[];
  environment: string;
  implementer?: string;
  window: TimeWindow;
  exceptId?: string;
}

/** What was found; the same change may be both. */
export interface FoundConflicts {
  ofItems: ChangeSummary[];
  ofImplementer: ChangeSummary[];
}

/** Finds changes that may conflict, and keeps which conflicts were accepted. */
export class ConflictStore {
  /**
   * For each search the active changes whose window overlaps, earliest first: those of the environment that touch one of
   * the items, and those that the implementer has. One round trip for all, as whoever asks may hold locks.
   *
   * @param options - `limit`: at most so many of each kind, as nobody reads the thousandth reason; `asOf`: a moment that
   *   has passed, for those that were active then: they had been submitted and were neither done nor canceled.
   */
  async overlapping(
    db: Knex,
    searches: readonly ConflictSearch[],
    { limit, asOf }: { limit: number; asOf?: Date },
  ): Promise<FoundConflicts[]> {
    if (!searches.length) return [];
    const columns = summaryColumns.map(name => `c.${name}`).join(', ');
    const { rows } = await prepared(
      db.raw<{ rows: ChangeRow[] }>(
        `SELECT s.n, found.*
       FROM jsonb_to_recordset(:searches) AS s (
         n integer, items text[], environment text, implementer text,
         starts timestamptz, ends timestamptz, except_id uuid
       )
       CROSS JOIN LATERAL (
         (SELECT true AS of_items, ${columns} ${asOf ? TOUCHED : TOUCHING}
          ORDER BY c.window_start, c.seq LIMIT :limit)
         UNION ALL
         (SELECT false, ${columns} FROM changes AS c
          WHERE c.implementer = s.implementer AND ${asOf ? WAS_ACTIVE : ACTIVE}
            AND c.window_start IS NOT NULL AND ${OVERLAPS}
            AND c.id IS DISTINCT FROM s.except_id
          ORDER BY c.window_start, c.seq LIMIT :limit)
       ) AS found`,
        {
          searches: JSON.stringify(
            searches.map(({ window, exceptId, ...search }, n) => ({
              ...search,
              n,
              starts: window.start,
              ends: window.end,
              except_id: exceptId,
            })),
          ),
          limit,
          ...(asOf && { asOf }),
        },
      ),
    );
    const inOrder = rows.sort(byWindow);
    return searches.map((_, n) => {
      const those = (ofItems: boolean) =>
        inOrder
          .filter(row => row.n === n && row.of_items === ofItems)
          .map(asOf ? asActive : toSummary);
      return { ofItems: those(true), ofImplementer: those(false) };
    });
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

/** By beginning and number, as the database orders them: what comes through a join has no order. */
function byWindow(a: ChangeRow, b: ChangeRow): number {
  const start = (row: ChangeRow) => (row.window_start as Date).getTime();
  return start(a) - start(b) || Number(a.seq) - Number(b.seq);
}

/** As it was: it held its window. */
function asActive(row: ChangeRow): ChangeSummary {
  return { ...toSummary(row), state: 'scheduled' };
}
