import { Knex } from 'knex';
import { ReadPlan } from '../plans/ReadPlan';

/** Plans uploaded before there is a change, by who uploaded them and by digest. */
export class UploadedPlanStore {
  /** The same plan again begins its term anew, with the entities the catalog knows now. */
  async put(
    db: Knex,
    by: string,
    { outline, text, entities }: ReadPlan,
    now: Date,
  ): Promise<void> {
    await db('uploaded_plans')
      .insert({
        uploaded_by: by,
        digest: outline.digest,
        plan: text,
        entities,
        uploaded_at: now,
      })
      .onConflict(['uploaded_by', 'digest'])
      .merge();
  }

  async find(
    db: Knex,
    by: string,
    digest: string,
  ): Promise<ReadPlan | undefined> {
    const row = await db('uploaded_plans')
      .where({ uploaded_by: by, digest })
      .first('outline', 'entities', db.raw('plan::text AS text'));
    return row && new ReadPlan(row);
  }

  /** Forgets what was uploaded before `before`; returns how many. */
  async clean(db: Knex, before: Date): Promise<number> {
    return db('uploaded_plans').where('uploaded_at', '<', before).delete();
  }
}
