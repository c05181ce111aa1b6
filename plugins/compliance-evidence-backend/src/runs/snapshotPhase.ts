import { randomUUID } from 'crypto';
import { setTimeout as delay } from 'timers/promises';
import {
  digestOfBytes,
  Evidence,
  EvidenceProblem,
  ParameterValues,
  RawSummary,
  SourceDeclaration,
} from '@countersign/plugin-compliance-evidence-common';
import {
  EvidenceSource,
  Taken,
} from '@countersign/plugin-compliance-evidence-node';
import { EvidenceSources } from '../sources/EvidenceSources';
import { keepWritten } from '../store/Conduit';
import { PhaseFailure, problemText } from './PhaseFailure';
import { haveSchema } from './PostgresEngine';
import { readSnapshot } from './readSnapshot';
import { RunContext } from './RunContext';

/** Sources that are asked at once: each may be as large as it likes, and has a piece in memory. */
const AT_ONCE = 3;

/** Takes the snapshot of one source, again after a pause where it fails. */
class SourceTaker {
  constructor(
    private readonly context: RunContext,
    private readonly declaration: SourceDeclaration,
    private readonly sources: EvidenceSources,
  ) {}

  async take(): Promise<void> {
    const { tools, signal } = this.context;
    const { sourceAttempts, retryAfterMs } = tools.settings;
    for (let attempt = 1; ; attempt++) {
      try {
        const source = this.sources.get(this.declaration.source);
        await this.#note({ state: 'running', attempts: attempt });
        await this.#keep(await this.#evidence(source));
        return;
      } catch (error) {
        signal.throwIfAborted();
        const problem = problemText(error);
        if (attempt >= sourceAttempts || isLasting(error)) {
          throw await this.#giveUp(attempt, problem, error);
        }
        const pause = retryAfterMs * 2 ** (attempt - 1);
        await this.#note({
          state: 'retrying',
          problem,
          nextAttemptAt: new Date(Date.now() + pause),
        });
        await delay(pause, undefined, { signal });
      }
    }
  }

  #note(fields: Parameters<RunContext['tools']['progress']['source']>[3]) {
    const { tools, knex, run } = this.context;
    return tools.progress.source(knex, run.id, this.declaration.name, fields);
  }

  /** Asks the source, keeps its bytes, and reads them once as they will be staged. */
  async #evidence(source: EvidenceSource): Promise<Evidence> {
    const { run, tools, signal } = this.context;
    const { declaration } = this;
    const { query, columns, readAs } = declaration;
    const queryParams: ParameterValues = {
      ...run.parameters,
      ...(run.period && {
        period_start: run.period.start,
        period_end: run.period.end,
      }),
    };
    const executedAt = new Date().toISOString();
    let bytes = 0;
    const limited = AbortSignal.any([
      signal,
      AbortSignal.timeout(tools.settings.sourceTimeoutMs),
    ]);
    const { kept, value: taken } = await keepWritten(
      tools.store,
      async write => {
        const answer = await source.snapshot(
          {
            query: { ...query, parameters: queryParams },
            columns,
            signal: limited,
          },
          async chunk => {
            limited.throwIfAborted();
            await write(chunk);
            bytes += chunk.length;
          },
        );
        limited.throwIfAborted();
        return answer;
      },
    );
    const recordsAt = declaration.recordsAt ?? taken.recordsAt;
    const id = randomUUID();
    const layout = { format: taken.format, recordsAt, readAs, columns };
    const summary = await readSnapshot(
      this.context,
      declaration,
      { key: kept.key, layout, id },
      limited,
    );
    this.#demandAll(taken, summary);
    return {
      id,
      runId: run.id,
      source: declaration.name,
      sourceSystem: source.system,
      queryName: query.name,
      queryText: query.text,
      queryParams,
      executedAt,
      executedBy: run.requestedBy,
      asOf: taken.asOf,
      rowCount: summary.rows,
      sha256: kept.sha256 as Evidence['sha256'],
      size: bytes,
      key: kept.key,
      format: taken.format,
      ...(recordsAt !== undefined && { recordsAt }),
      completeness: {
        ...taken.completeness,
        gaps: [...taken.completeness.gaps, ...summary.gaps()],
      },
      schemaFingerprint: summary.fingerprint(),
      columns: [...columns],
    };
  }

  /** Half an answer is none. */
  #demandAll(
    { completeness: { stated } }: Taken,
    { records, rows }: RawSummary,
  ): void {
    const least = this.declaration.expect?.minRows ?? 0;
    if (stated !== undefined && stated !== records) {
      throw new Error(
        `It said that it holds ${stated} records, and gave ${records}`,
      );
    }
    if (rows < least) {
      throw new Error(
        `It gave ${rows} records, where the report expects ${least} at least`,
      );
    }
  }

  async #keep(evidence: Evidence): Promise<void> {
    const { context, declaration } = this;
    const { evidence: store, progress } = context.tools;
    await context.write(async unit => {
      await store.insert(unit.trx, evidence);
      await progress.source(unit.trx, context.run.id, declaration.name, {
        state: 'taken',
        bytes: evidence.size,
        problem: null,
        nextAttemptAt: null,
      });
      const { id, runId, queryText, executedBy, key, columns, ...told } =
        evidence;
      await unit.record('run.snapshot_taken', context.run.number, {
        ...told,
        evidenceId: id,
        queryDigest: digestOfBytes(Buffer.from(queryText)),
      });
    });
  }

  async #giveUp(
    attempts: number,
    problem: string,
    cause: unknown,
  ): Promise<PhaseFailure> {
    const { context } = this;
    const { name, source } = this.declaration;
    await context.write(async unit => {
      await context.tools.progress.source(unit.trx, context.run.id, name, {
        state: 'failed',
        problem,
        nextAttemptAt: null,
      });
      await unit.record('run.snapshot_failed', context.run.number, {
        source: name,
        attempts,
        problem,
      });
    });
    return new PhaseFailure(
      {
        source: name,
        problem: `The source ${source} gave no snapshot for ${name}: ${problem}`,
        remedy:
          cause instanceof EvidenceProblem
            ? `Bring the columns of ${name} in report.yaml and what ${source} answers together.`
            : `See that ${source} can be reached and answers its query, and take the run up again: what was taken stays.`,
      },
      { cause },
    );
  }
}

/** Asked again, the source would answer the same. */
function isLasting(error: unknown): boolean {
  if (error instanceof EvidenceProblem) {
    return error.drift.every(({ kind }) => kind !== 'malformed');
  }
  return error instanceof Error && error.name === 'InputError';
}

/** Brings the raw bytes of every source, each with its evidence; from then on nothing touches a source. */
export async function snapshotPhase(
  context: RunContext,
  sources: EvidenceSources,
): Promise<void> {
  const { tools, run, spec, knex } = context;
  const taken = await tools.evidence.ofRun(knex, run.id);
  const has = new Set(taken.map(({ source }) => source));
  const waiting = spec.sources.filter(({ name }) => !has.has(name));
  const total = spec.sources.length;
  const failures: unknown[] = [];
  // Snapshots are staged while they are read. Where that cannot be, the next phase says why.
  await haveSchema(knex, run.id).catch(() => undefined);
  const takeNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const source = next;
      // One that fails does not keep the others from being taken.
      await new SourceTaker(context, source, sources).take().then(
        () => has.add(source.name),
        error => failures.push(error),
      );
      context.signal.throwIfAborted();
      await context.tell('snapshot', {
        done: has.size,
        total,
        unit: 'sources',
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeNext));
  if (failures.length > 0) throw failures[0];
  await context.finish('snapshot', async ({ trx }) => {
    const all = await tools.evidence.ofRun(trx, run.id);
    return { sourceRows: all.reduce((sum, each) => sum + each.rowCount, 0) };
  });
}
