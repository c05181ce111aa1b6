import { Knex } from 'knex';

/** Answers to writes that carried an `Idempotency-Key`, kept in the transaction of the write. */
export class IdempotencyStore {
  /**
   * Takes the key. A request with the same key that is still under way is waited for: PostgreSQL holds the second
   * insert until the first transaction ends.
   *
   * @returns the answer given before, or undefined when the key was free
   */
  async take(
    trx: Knex.Transaction,
    actor: string,
    key: string,
    requestHash: string,
  ): Promise<{ requestHash: string; response: unknown } | undefined> {
    const taken = await trx('idempotency_keys')
      .insert({ actor, key, request_hash: requestHash })
      .onConflict(['actor', 'key'])
      .ignore()
      .returning('key');
    if (taken.length) return undefined;
    const row = await trx('idempotency_keys').where({ actor, key }).first();
    return { requestHash: row.request_hash, response: row.response };
  }

  async answer(
    trx: Knex.Transaction,
    actor: string,
    key: string,
    response: unknown,
  ): Promise<void> {
    await trx('idempotency_keys')
      .where({ actor, key })
      .update({ response: JSON.stringify(response) });
  }

  /** Forgets keys older than `before`; returns how many. */
  async clean(db: Knex, before: Date): Promise<number> {
    return db('idempotency_keys').where('created_at', '<', before).delete();
  }
}
