import { iso } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** What was erased of a run, and when. */
export interface Erasure {
  at: string;
  retentionDays: number;
  /** Who asked for it before its time, where another person agreed. */
  askedBy?: string;
}

/** A run whose time of keeping may be over. */
export interface Candidate {
  runId: string;
  retentionDays: number;
}

/** All keys of the store that a set of runs refers to. */
const keysOf = (runs: string) => `
  SELECT key FROM evidence WHERE run_id ${runs}
  UNION SELECT key FROM run_questions WHERE run_id ${runs}
  UNION SELECT key FROM run_artefacts WHERE run_id ${runs}
  UNION SELECT ledger_bundle FROM runs WHERE id ${runs}
  UNION SELECT pack ->> 'key' FROM runs WHERE id ${runs}`;

/** Erasures of runs: what is erased stays so. */
export class ErasureStore {
  async find(db: Knex, runId: string): Promise<Erasure | undefined> {
    const row = await db('run_erasures')
      .leftJoin('run_erasure_requests', on =>
        on
          .on('run_erasure_requests.run_id', 'run_erasures.run_id')
          .andOnVal('outcome', 'erased'),
      )
      .where({ 'run_erasures.run_id': runId })
      .first('erased_at', 'retention_days', 'asked_by');
    return (
      row && {
        at: iso(row.erased_at)!,
        retentionDays: row.retention_days,
        ...(row.asked_by && { askedBy: row.asked_by }),
      }
    );
  }

  /** Runs that ended so long ago that their report demands no more, the oldest first. */
  async candidates(db: Knex, now: Date): Promise<Candidate[]> {
    const { rows } = await db.raw(
      `SELECT r.id, (v.definition #>> '{spec,retentionDays}')::integer AS days
       FROM runs r JOIN report_versions v ON v.digest = r.report_digest
       WHERE r.state IN ('completed', 'failed', 'canceled')
         AND r.ended_at + (v.definition #>> '{spec,retentionDays}')::integer * interval '1 day' <= ?
         AND NOT EXISTS (SELECT FROM run_erasures e WHERE e.run_id = r.id)
       ORDER BY r.ended_at`,
      [now],
    );
    return rows.map(({ id, days }: { id: string; days: number }) => ({
      runId: id,
      retentionDays: days,
    }));
  }

  /** Says that a locked run is erased, and empties its rows and what was asked of them. @returns how many rows */
  async erase(
    trx: Knex.Transaction,
    { runId, retentionDays }: Candidate,
    at: Date,
  ): Promise<number> {
    await trx('run_erasures').insert({
      run_id: runId,
      retention_days: retentionDays,
      erased_at: at,
    });
    const asked = trx('inquiries')
      .join('runs', 'runs.number', 'inquiries.run')
      .where('runs.id', runId)
      .select('inquiries.number');
    await trx('inquiry_results')
      .whereIn('number', asked)
      .update({ result: '', hand_table: null });
    await trx('run_entities').where({ run_id: runId }).delete();
    return trx('run_rows').where({ run_id: runId }).update({ row: '' });
  }

  /** Erased runs whose bytes are still in the store. */
  async notGone(db: Knex): Promise<string[]> {
    const rows = await db('run_erasures').whereNull('gone_at').select('run_id');
    return rows.map(row => row.run_id);
  }

  /**
   * What nobody else refers to of the bytes of an erased run. No run is taken until the transaction ends: one could keep the
   * same bytes anew, and not have said so yet.
   *
   * @returns undefined while a run is at work
   */
  async unshared(
    trx: Knex.Transaction,
    runId: string,
  ): Promise<string[] | undefined> {
    await trx.raw('LOCK TABLE runs IN SHARE MODE');
    const busy = await trx('runs').where({ state: 'running' }).first('id');
    if (busy) return undefined;
    const { rows } = await trx.raw(
      `SELECT key FROM (${keysOf('= :run')}) AS own
       WHERE key IS NOT NULL AND key NOT IN (
         SELECT key FROM (${keysOf(
           'NOT IN (SELECT run_id FROM run_erasures)',
         )}) AS others WHERE key IS NOT NULL)`,
      { run: runId },
    );
    return rows.map(({ key }: { key: string }) => key);
  }

  async gone(trx: Knex.Transaction, runId: string): Promise<void> {
    await trx('run_erasures')
      .where({ run_id: runId, gone_at: null })
      .update({ gone_at: trx.fn.now() });
  }
}
