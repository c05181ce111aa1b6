import {
  allAtOnce,
  Evidence,
  parameterColumns,
  parameterRows,
  PARAMETERS_TABLE,
  readRowBatches,
  ReportBundle,
  Run,
  stagedColumns,
  withEvidence,
} from '@countersign/plugin-compliance-evidence-common';
import { SnapshotStore } from '@countersign/plugin-compliance-evidence-node';
import { Knex } from 'knex';
import {
  askedAfterwards,
  dropSchema,
  openSchema,
  PostgresEngine,
  stageSchema,
} from '../runs/PostgresEngine';

/** A run with what its tables are made of. */
export interface StagedRun {
  run: Run;
  report: ReportBundle;
  evidence: readonly Evidence[];
}

/** How long staged runs are kept, and how many of them. */
export interface StagedRunSettings {
  keepMs: number;
  most: number;
  /** For a question that somebody waits for. */
  timeoutMs: number;
}

/** It takes long to stage a large run: nobody waits for it but whoever asks first. */
const STAGE_TIMEOUT_MS = 600_000;

/**
 * Runs whose snapshots are staged again, for questions that are asked afterwards: the first question stages a run, those
 * after it find it there. What nobody asks about is dropped.
 */
export class StagedRuns {
  constructor(
    private readonly options: {
      knex: Knex;
      store: SnapshotStore;
      settings: StagedRunSettings;
    },
  ) {}

  /** An engine that sees the tables of a run and nothing else; whoever asks closes it. */
  async open(
    staged: StagedRun,
    { signal, timeoutMs }: { signal: AbortSignal; timeoutMs?: number },
  ): Promise<PostgresEngine> {
    const { knex, settings } = this.options;
    const { id } = staged.run;
    if (!(await this.#isReady(staged))) {
      // One at a time, in whichever replica: staging begins with dropping what is there.
      await knex.transaction(async trx => {
        await lock(trx, id);
        if (await this.#isReady(staged)) return;
        await this.#stage(staged, signal);
        await trx('staged_runs')
          .insert({ run_id: id, used_at: trx.fn.now() })
          .onConflict('run_id')
          .merge();
      });
    }
    return PostgresEngine.open({
      knex,
      runId: askedAfterwards(id),
      queryTimeoutMs: timeoutMs ?? settings.timeoutMs,
      signal,
    });
  }

  /** Drops what nobody asked about lately, and the oldest of what is too much. */
  async clean(): Promise<void> {
    const { knex, settings } = this.options;
    const rows = await knex('staged_runs').orderBy('used_at', 'desc');
    for (const [i, row] of rows.entries()) {
      const unused = Date.now() - new Date(row.used_at).getTime();
      if (i >= settings.most || unused > settings.keepMs) {
        await dropStagedRun(knex, row.run_id);
      }
    }
  }

  /** After a crash of PostgreSQL such tables are there, and empty. */
  async #isReady({ run, evidence }: StagedRun): Promise<boolean> {
    const { knex } = this.options;
    const found = await knex('staged_runs')
      .where({ run_id: run.id })
      .update({ used_at: knex.fn.now() });
    if (found === 0) return false;
    const schema = stageSchema(askedAfterwards(run.id));
    for (const { source, rowCount } of evidence) {
      const { rows } = await knex.raw('SELECT to_regclass(?) AS found', [
        `"${schema}"."${source}"`,
      ]);
      if (!rows[0].found) return false;
      if (rowCount === 0) continue;
      const first = await knex
        .withSchema(schema)
        .from(source)
        .first(knex.raw('1'));
      if (!first) return false;
    }
    return true;
  }

  async #stage(
    { run, report, evidence }: StagedRun,
    signal: AbortSignal,
  ): Promise<void> {
    const { knex, store } = this.options;
    const runId = askedAfterwards(run.id);
    await openSchema(knex, runId);
    const engine = await PostgresEngine.open({
      knex,
      runId,
      queryTimeoutMs: STAGE_TIMEOUT_MS,
      signal,
    });
    try {
      const { definition } = report;
      await engine.stage(
        PARAMETERS_TABLE,
        parameterColumns,
        allAtOnce(parameterRows(definition, run.parameters, run.period)),
      );
      for (const source of definition.spec.sources) {
        const taken = evidence.find(one => one.source === source.name)!;
        const count = await engine.stage(
          source.name,
          stagedColumns(source),
          withEvidence(
            readRowBatches(store.get(taken.key), {
              ...taken,
              readAs: source.readAs,
            }),
            taken.id,
          ),
        );
        if (count !== taken.rowCount) {
          throw new Error(
            `The snapshot of ${source.name} had ${taken.rowCount} rows, and ${count} were staged`,
          );
        }
      }
    } finally {
      await engine.close();
    }
  }
}

/** What a run staged for itself serves the questions that are asked afterwards, as long as {@link StagedRuns} keeps it. */
export async function keepStagedRun(knex: Knex, runId: string): Promise<void> {
  await knex.transaction(async trx => {
    await lock(trx, runId);
    const { rows } = await trx.raw('SELECT to_regnamespace(?) AS found', [
      stageSchema(runId),
    ]);
    // A run whose mails alone went out again has staged nothing.
    if (!rows[0].found) return;
    const asked = await trx('staged_runs').where({ run_id: runId }).first();
    if (asked) {
      await dropSchema(trx, runId);
      return;
    }
    await dropSchema(trx, askedAfterwards(runId));
    await trx.raw('ALTER SCHEMA ?? RENAME TO ??', [
      stageSchema(runId),
      stageSchema(askedAfterwards(runId)),
    ]);
    await trx('staged_runs').insert({
      run_id: runId,
      used_at: trx.fn.now(),
    });
  });
}

/** Drops the tables that are staged for questions about a run. */
export async function dropStagedRun(knex: Knex, runId: string): Promise<void> {
  await knex.transaction(async trx => {
    await lock(trx, runId);
    await trx('staged_runs').where({ run_id: runId }).delete();
    await dropSchema(trx, askedAfterwards(runId));
  });
}

async function lock(trx: Knex.Transaction, runId: string): Promise<void> {
  await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `countersign-staged-run ${runId}`,
  ]);
}
