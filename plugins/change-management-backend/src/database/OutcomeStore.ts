import { Change } from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';

/** How many changes were closed after implementation, and how many of them failed. */
export interface OutcomeCount {
  n: number;
  failed: number;
}

type Scope = 'all' | 'item' | 'team' | 'level';

/** What became of closed changes, counted up as they close: history for risk without a scan. */
export class OutcomeStore {
  constructor(private readonly options: { includeDemo: boolean }) {}

  /** Counts a change that closes after it was implemented. */
  async count(trx: Knex.Transaction, change: Change, failed: boolean) {
    const keys: { scope: Scope; key: string }[] = [
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

  /** Counts by key; a key without any has 0 of 0. */
  async of(
    db: Knex,
    scope: Scope,
    keys: readonly string[],
  ): Promise<Map<string, OutcomeCount>> {
    const query = db('outcome_counts')
      .select('key', db.raw('sum(n) AS n, sum(failed) AS failed'))
      .where({ scope })
      .whereIn('key', keys)
      .groupBy('key');
    if (!this.options.includeDemo) query.where({ demo: false });
    const rows: { key: string; n: string; failed: string }[] = await query;
    const counts = new Map(keys.map(key => [key, { n: 0, failed: 0 }]));
    for (const { key, n, failed } of rows) {
      counts.set(key, { n: Number(n), failed: Number(failed) });
    }
    return counts;
  }
}
