import {
  Phase,
  phases,
  PhaseState,
  RunPhase,
  RunSource,
  SourceDeclaration,
} from '@countersign/plugin-compliance-evidence-common';
import { compact, iso, json } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** How far a phase is. */
export type PhaseProgress = NonNullable<RunPhase['progress']>;

/** How phases and sources of runs go. */
export class ProgressStore {
  async open(
    trx: Knex.Transaction,
    runId: string,
    sources: readonly SourceDeclaration[],
  ): Promise<void> {
    await trx('run_phases').insert(
      phases.map((phase, position) => ({
        run_id: runId,
        phase,
        position,
        state: 'waiting',
      })),
    );
    await trx('run_sources').insert(
      sources.map(({ name, title, source }, position) => ({
        run_id: runId,
        name,
        title,
        source,
        position,
        state: 'waiting',
      })),
    );
  }

  async phases(db: Knex, runId: string): Promise<RunPhase[]> {
    const rows = await db('run_phases')
      .where({ run_id: runId })
      .orderBy('position');
    return rows.map(row =>
      compact({
        phase: row.phase as Phase,
        state: row.state as PhaseState,
        startedAt: iso(row.started_at),
        endedAt: iso(row.ended_at),
        progress: row.progress,
        note: row.note,
      }),
    );
  }

  /** It is at work. Its time begins where it was first at work. */
  async begin(db: Knex, runId: string, phase: Phase): Promise<void> {
    await db('run_phases')
      .where({ run_id: runId, phase })
      .update({
        state: 'running',
        started_at: db.raw('coalesce(started_at, now())'),
        ended_at: null,
        note: null,
      });
  }

  async end(
    db: Knex,
    runId: string,
    phase: Phase,
    state: PhaseState,
    note?: string,
  ): Promise<void> {
    await db('run_phases')
      .where({ run_id: runId, phase })
      .update({
        state,
        ended_at: db.raw('clock_timestamp()'),
        ...(note !== undefined && { note }),
      });
  }

  async progress(
    db: Knex,
    runId: string,
    phase: Phase,
    progress: PhaseProgress,
  ): Promise<void> {
    await db('run_phases')
      .where({ run_id: runId, phase })
      .update({ progress: json(progress) });
  }

  /** Of the last runs of a report that ended well: how long each phase took, in seconds. */
  async usualSeconds(db: Knex, report: string): Promise<Map<Phase, number>> {
    const last = db('runs')
      .where({ report, state: 'completed' })
      .orderBy('seq', 'desc')
      .limit(3)
      .select('id');
    const rows = await db('run_phases')
      .whereIn('run_id', last)
      .whereNotNull('ended_at')
      .groupBy('phase')
      .select(
        'phase',
        db.raw(
          'avg(extract(epoch FROM ended_at - started_at))::float8 AS seconds',
        ),
      );
    return new Map(rows.map(({ phase, seconds }) => [phase, Number(seconds)]));
  }

  async sources(db: Knex, runId: string): Promise<RunSource[]> {
    const rows = await db('run_sources as s')
      .leftJoin('evidence as e', on =>
        on.on('e.run_id', 's.run_id').andOn('e.source', 's.name'),
      )
      .where('s.run_id', runId)
      .orderBy('s.position')
      .select('s.*', 'e.id as evidence_id', 'e.row_count');
    return rows.map(row =>
      compact({
        name: row.name,
        title: row.title,
        source: row.source,
        state: row.state,
        attempts: row.attempts,
        bytes: Number(row.bytes),
        problem: row.problem,
        nextAttemptAt: iso(row.next_attempt_at),
        evidenceId: row.evidence_id,
        rows: row.row_count === null ? undefined : Number(row.row_count),
      }),
    );
  }

  async source(
    db: Knex,
    runId: string,
    name: string,
    fields: Partial<Pick<RunSource, 'state' | 'attempts' | 'bytes'>> & {
      problem?: string | null;
      nextAttemptAt?: Date | null;
    },
  ): Promise<void> {
    const { nextAttemptAt, ...others } = fields;
    await db('run_sources')
      .where({ run_id: runId, name })
      .update({
        ...others,
        ...(nextAttemptAt !== undefined && { next_attempt_at: nextAttemptAt }),
      });
  }

  /** A run that is taken up again asks its sources anew, as often as the first time. */
  async reopen(trx: Knex.Transaction, runId: string): Promise<void> {
    await trx('run_sources')
      .where({ run_id: runId })
      .whereNot({ state: 'taken' })
      .update({ state: 'waiting', attempts: 0, next_attempt_at: null });
    await trx('run_phases')
      .where({ run_id: runId, state: 'failed' })
      .update({ state: 'waiting', ended_at: null, note: null });
  }
}
