import { Change } from '@countersign/plugin-change-management-common';
import { prepared } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';

/** How many changes were closed after implementation, and how many of them failed. */
export interface OutcomeCount {
  n: number;
  failed: number;
}

/** Of what changes are counted: of all, or of an item, a team or a level of risk. */
export type OutcomeScope = 'all' | 'item' | 'team' | 'level';

/** What became of closed changes, counted up as they close: history for risk without a scan. */
export class OutcomeStore {
  constructor(private readonly options: { includeDemo: boolean }) {}

  /** Counts a change that closes after it was implemented. */
  async count(trx: Knex.Transaction, change: Change, failed: boolean) {
    const keys: { scope: OutcomeScope; key: string }[] = [
      { scope: 'all', key: '' },
      ...change.items.map(key => ({ scope: 'item' as const, key })),
    ];
    if (change.team) keys.push({ scope: 'team', key: change.team });
    if (change.risk) keys.push({ scope: 'level', key: change.risk.level });
    // In one order everywhere, so that two closings never wait for each other in a circle.
    keys.sort((a, b) => (a.scope + a.key < b.scope + b.key ? -1 : 1));
    await trx('outcome_counts')
      .insert(
        keys.map(key => ({
          ...key,
          demo: change.demo,
          n: 1,
          failed: failed ? 1 : 0,
        })),
      )
      .onConflict(['scope', 'key', 'demo'])
      .merge({
        n: trx.raw('outcome_counts.n + excluded.n'),
        failed: trx.raw('outcome_counts.failed + excluded.failed'),
      });
  }

  /** The counts of each, in the order they are asked for; what has none has 0 of 0. */
  async of(
    db: Knex,
    asked: readonly { scope: OutcomeScope; key: string }[],
  ): Promise<OutcomeCount[]> {
    if (!asked.length) return [];
    const { rows } = await prepared(
      db.raw<{ rows: { n: string; failed: string }[] }>(
        `SELECT coalesce(sum(c.n), 0) AS n, coalesce(sum(c.failed), 0) AS failed
         FROM unnest(:scopes::text[], :keys::text[]) WITH ORDINALITY AS asked (scope, key, place)
         LEFT JOIN outcome_counts AS c ON c.scope = asked.scope AND c.key = asked.key
           AND (:includeDemo::boolean OR NOT c.demo)
         GROUP BY asked.place ORDER BY asked.place`,
        {
          scopes: asked.map(({ scope }) => scope),
          keys: asked.map(({ key }) => key),
          includeDemo: this.options.includeDemo,
        },
      ),
    );
    return rows.map(({ n, failed }) => ({
      n: Number(n),
      failed: Number(failed),
    }));
  }
}
