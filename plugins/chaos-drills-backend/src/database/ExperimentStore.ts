import { Knex } from 'knex';

/** The text of an experiment, and the file that it was in. */
export interface KeptExperiment {
  digest: string;
  file: string;
  content: string;
}

/** Texts of experiments that drills were planned of: each is kept once, whatever becomes of its file. */
export class ExperimentStore {
  async keep(
    trx: Knex.Transaction,
    experiment: KeptExperiment,
    now: Date,
  ): Promise<void> {
    await trx('drill_experiments')
      .insert({ ...experiment, kept_at: now })
      .onConflict('digest')
      .ignore();
  }

  /** @throws Error where it is not there */
  async get(db: Knex, digest: string): Promise<KeptExperiment> {
    const row = await db('drill_experiments')
      .where({ digest })
      .first('digest', 'file', 'content');
    if (!row) throw new Error(`There is no experiment ${digest}`);
    return row;
  }
}
