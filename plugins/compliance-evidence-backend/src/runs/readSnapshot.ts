import {
  RawLayout,
  RawSummary,
  readRowBatches,
  SourceDeclaration,
  stagedColumns,
  StagedRows,
  withEvidence,
} from '@countersign/plugin-compliance-evidence-common';
import { SnapshotStore } from '@countersign/plugin-compliance-evidence-node';
import { PostgresEngine } from './PostgresEngine';
import { RunContext } from './RunContext';

/** A snapshot that was taken, and is not read yet. */
export interface RawSnapshot {
  /** In the store. */
  key: string;
  layout: RawLayout;
  /** Of its evidence. */
  id: string;
}

/** What is read of a snapshot, and how that ended, whatever becomes of the rows. */
class Reading {
  summary = new RawSummary();
  #problem: { error: unknown } | undefined;

  constructor(
    private readonly store: SnapshotStore,
    private readonly snapshot: RawSnapshot,
  ) {}

  async *rows(signal: AbortSignal): StagedRows {
    const { id } = this.snapshot;
    try {
      for await (const rows of withEvidence(this.#open(), id)) {
        signal.throwIfAborted();
        yield rows;
      }
    } catch (error) {
      this.#problem = { error };
      throw error;
    }
  }

  /** Reads all of it again, unless it cannot be read. */
  async finish(signal: AbortSignal): Promise<void> {
    if (this.#problem) throw this.#problem.error;
    this.summary = new RawSummary();
    for await (const _ of this.#open()) signal.throwIfAborted();
  }

  #open() {
    const { key, layout } = this.snapshot;
    return readRowBatches(this.store.get(key), layout, this.summary);
  }
}

/**
 * Reads a snapshot once: it is looked at, and staged on the way, for to read a large one twice takes as long as all the rest. What
 * the database has against it is not held against the source: then it is only looked at, and staging it later says what is wrong.
 *
 * @throws EvidenceProblem where it is not as it was declared
 */
export async function readSnapshot(
  context: RunContext,
  declaration: SourceDeclaration,
  snapshot: RawSnapshot,
  signal: AbortSignal,
): Promise<RawSummary> {
  const reading = new Reading(context.tools.store, snapshot);
  try {
    await stage(context, declaration, reading.rows(signal), signal);
  } catch {
    signal.throwIfAborted();
    await reading.finish(signal);
  }
  return reading.summary;
}

async function stage(
  { tools, knex, run }: RunContext,
  declaration: SourceDeclaration,
  rows: StagedRows,
  signal: AbortSignal,
): Promise<void> {
  const { queryTimeoutMs } = tools.settings;
  const engine = await PostgresEngine.open({
    ...{ knex, runId: run.id, queryTimeoutMs, signal },
  });
  try {
    await engine.stage(declaration.name, stagedColumns(declaration), rows);
  } finally {
    await engine.close();
  }
}
