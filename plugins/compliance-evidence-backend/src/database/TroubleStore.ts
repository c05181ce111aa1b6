import { Knex } from 'knex';

/** What is wrong with a run: after its number, and in a sentence. */
export interface Trouble {
  words: string;
  problem: string;
}

/** Trouble that is to become an incident. */
export interface DueTrouble extends Trouble {
  runId: string;
  attempts: number;
}

/** Troubles of runs on their way to incidents: the first of each run counts. */
export class TroubleStore {
  /** Nothing happens for a run that has trouble already: people work on its incident. */
  async note(
    trx: Knex.Transaction,
    runId: string,
    { words, problem }: Trouble,
  ): Promise<void> {
    await trx('run_troubles')
      .insert({
        run_id: runId,
        words,
        problem,
        next_attempt_at: trx.fn.now(),
      })
      .onConflict()
      .ignore();
  }

  /** Takes the one that has waited longest; nobody else takes it for so long. */
  async takeNext(db: Knex, leaseMs: number): Promise<DueTrouble | undefined> {
    const next = db('run_troubles')
      .where('next_attempt_at', '<=', db.fn.now())
      .orderBy('next_attempt_at')
      .forUpdate()
      .skipLocked()
      .limit(1)
      .select('run_id');
    const [row] = await db('run_troubles')
      .where('run_id', next)
      .update({
        attempts: db.raw('attempts + 1'),
        next_attempt_at: db.raw(`now() + ? * interval '1 millisecond'`, [
          leaseMs,
        ]),
      })
      .returning('*');
    return (
      row && {
        runId: row.run_id,
        words: row.words,
        problem: row.problem,
        attempts: row.attempts,
      }
    );
  }

  /** @returns false where it was declared meanwhile */
  async declared(
    trx: Knex.Transaction,
    runId: string,
    incident: string,
  ): Promise<boolean> {
    const count = await trx('run_troubles')
      .where({ run_id: runId, incident: null })
      .update({ incident, next_attempt_at: null });
    return count > 0;
  }

  async postpone(db: Knex, runId: string, ms: number): Promise<void> {
    await db('run_troubles')
      .where({ run_id: runId, incident: null })
      .update({
        next_attempt_at: db.raw(`now() + ? * interval '1 millisecond'`, [ms]),
      });
  }

  /** It is not asked for again. */
  async refused(db: Knex, runId: string, refusal: string): Promise<void> {
    await db('run_troubles')
      .where({ run_id: runId, incident: null })
      .update({ next_attempt_at: null, refusal });
  }
}
