import {
  Phase,
  ReportBundle,
  runSignalChannel,
} from '@countersign/plugin-compliance-evidence-common';
import { SnapshotStore } from '@countersign/plugin-compliance-evidence-node';
import { pluginCaller } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { pluginId } from '../assurance/unit';
import { EvidenceStore } from '../database/EvidenceStore';
import { PhaseProgress, ProgressStore } from '../database/ProgressStore';
import { ResultStore } from '../database/ResultStore';
import { RunFields, RunStore, StoredRun } from '../database/RunStore';
import { EvidenceJournal, EvidenceUnit } from '../entries';
import { RunSettings } from '../settings';

/** What runs are worked on with. */
export interface RunTools {
  journal: EvidenceJournal;
  runs: RunStore;
  progress: ProgressStore;
  evidence: EvidenceStore;
  results: ResultStore;
  store: SnapshotStore;
  settings: RunSettings;
  /** Tells pages to fetch again. Nothing depends on it. */
  refetch(channel: string): void;
}

/** Progress is written so often at most. */
const TELL_MS = 500;

/** One run in the hands of one worker. */
export class RunContext {
  readonly tools: RunTools;
  readonly report: ReportBundle;
  readonly signal: AbortSignal;
  #stored: StoredRun;
  #toldAt = 0;

  constructor(options: {
    tools: RunTools;
    stored: StoredRun;
    report: ReportBundle;
    signal: AbortSignal;
  }) {
    this.tools = options.tools;
    this.report = options.report;
    this.signal = options.signal;
    this.#stored = options.stored;
  }

  get stored(): StoredRun {
    return this.#stored;
  }

  get run() {
    return this.#stored.run;
  }

  get spec() {
    return this.report.definition.spec;
  }

  get knex(): Knex {
    return this.tools.journal.knex;
  }

  /**
   * Writes something about the run in one transaction, unless it is no longer worked on here. The work comes first and may
   * take its time; the row of the run is locked at its end.
   *
   * @returns what is to be written of the run itself
   * @throws LeaseLost
   */
  async write(
    work: (unit: EvidenceUnit) => Promise<RunFields | void>,
  ): Promise<void> {
    const { journal, runs } = this.tools;
    const stored = await journal.run(pluginCaller(pluginId), async unit => {
      const fields = await work(unit);
      const held = await runs.hold(unit.trx, this.#stored);
      unit.refetch(runSignalChannel(held.run));
      return fields && Object.keys(fields).length > 0
        ? runs.update(unit.trx, held.run.id, fields)
        : held;
    });
    this.#stored = stored;
  }

  /** The same at the end of a phase, which is then done. */
  async finish(
    phase: Phase,
    work: (unit: EvidenceUnit) => Promise<RunFields | void>,
  ): Promise<void> {
    await this.write(async unit => {
      const fields = await work(unit);
      await this.tools.progress.end(unit.trx, this.run.id, phase, 'done');
      return fields;
    });
  }

  /** Says how far a phase is, now and then. */
  async tell(phase: Phase, progress: PhaseProgress): Promise<void> {
    const now = Date.now();
    const isLast = progress.done === progress.total;
    if (!isLast && now - this.#toldAt < TELL_MS) return;
    this.#toldAt = now;
    await this.tools.progress.progress(this.knex, this.run.id, phase, progress);
    this.tools.refetch(runSignalChannel(this.run));
  }
}
