import { json } from '@countersign/plugin-governance-node';
import { ErrorBudgetRules } from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';

/** Rules that were in force from a moment on. */
export interface ActiveRules {
  digest: string;
  rules: ErrorBudgetRules;
  activatedAt: Date;
}

/** Which error budget policies were in force, and from when. */
export class ErrorBudgetRulesStore {
  /** The rules activated last. Replicas that start together wait here for each other. */
  async lockCurrent(trx: Knex.Transaction): Promise<string | undefined> {
    await trx.raw(
      `SELECT pg_advisory_xact_lock(hashtext('service-levels.error-budget-rules'))`,
    );
    const row = await trx('error_budget_rules')
      .orderBy('activation', 'desc')
      .first('digest');
    return row?.digest;
  }

  /** Those in force at a moment; undefined before the first. */
  async at(knex: Knex, at: Date): Promise<ActiveRules | undefined> {
    const row = await knex('error_budget_rules')
      .where('activated_at', '<=', at)
      .orderBy('activation', 'desc')
      .first('digest', 'rules', 'activated_at');
    return (
      row && {
        digest: row.digest,
        rules: row.rules,
        activatedAt: row.activated_at,
      }
    );
  }

  /** Digests of all that were in force at some time within, the first of them since before it. */
  async within(
    knex: Knex,
    { from, to }: { from: Date; to: Date },
  ): Promise<string[]> {
    const rows = await knex('error_budget_rules')
      .where('activated_at', '<=', to)
      .where('activated_at', '>=', sinceBefore(knex, from))
      .orderBy('activation')
      .select('digest');
    return [...new Set(rows.map(({ digest }) => String(digest)))];
  }

  async activate(
    trx: Knex.Transaction,
    { digest, rules, activatedAt }: ActiveRules,
  ): Promise<void> {
    await trx('error_budget_rules').insert({
      digest,
      rules: json(rules),
      activated_at: activatedAt,
    });
  }
}

/** When those came into force that were in force at a moment; the moment itself where there were none. */
function sinceBefore(knex: Knex, at: Date): Knex.Raw {
  return knex.raw(
    `coalesce((SELECT max(activated_at) FROM error_budget_rules WHERE activated_at <= ?), ?)`,
    [at, at],
  );
}
