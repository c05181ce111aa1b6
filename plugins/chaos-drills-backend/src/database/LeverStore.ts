import { Pull, pullSchema } from '@countersign/plugin-chaos-drills-common';
import { Knex } from 'knex';
import { z } from 'zod';

const pullsSchema = z.array(pullSchema);

/** The one lever. */
export class LeverStore {
  async read(db: Knex): Promise<Pull[]> {
    const row = await db('drill_lever').first('pulls');
    return pullsSchema.parse(row.pulls);
  }

  /** Locked until the transaction ends: nothing starts while it is pulled, and nothing is pulled unseen by what starts. */
  async lock(trx: Knex.Transaction): Promise<Pull[]> {
    const row = await trx('drill_lever').forUpdate().first('pulls');
    return pullsSchema.parse(row.pulls);
  }

  async save(trx: Knex.Transaction, pulls: readonly Pull[]): Promise<void> {
    await trx('drill_lever').update({ pulls: JSON.stringify(pulls) });
  }
}
