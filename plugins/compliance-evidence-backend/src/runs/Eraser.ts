import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Decided,
  judgeErasure,
  LegalHold,
} from '@countersign/plugin-compliance-evidence-common';
import { SnapshotStore } from '@countersign/plugin-compliance-evidence-node';
import { pluginCaller } from '@countersign/plugin-governance-node';
import { pluginId } from '../assurance/unit';
import { Candidate, ErasureStore } from '../database/ErasureStore';
import { EvidenceStore } from '../database/EvidenceStore';
import { KeepingStore } from '../database/KeepingStore';
import { ResultStore } from '../database/ResultStore';
import { RunStore, StoredRun } from '../database/RunStore';
import { EvidenceJournal, EvidenceUnit } from '../entries';
import { dropStagedRun } from '../inquiries/StagedRuns';
import { problemText } from './PhaseFailure';

/** What erasing needs. */
export interface EraserOptions {
  journal: EvidenceJournal;
  runs: RunStore;
  evidence: EvidenceStore;
  results: ResultStore;
  erasures: ErasureStore;
  keepings: KeepingStore;
  store: SnapshotStore;
  /** Whether it is erased as soon as its time is over; otherwise only where people decide it. */
  afterItsTime: boolean;
  holds: readonly LegalHold[];
  logger: LoggerService;
}

/**
 * Erases what runs rest on once their reports demand it no more, or two people decided it: raw bytes, answers, renderings and pack. That it is erased
 * is on record before the first byte is, and the hashes stand: whoever has a pack still proves it.
 */
export class Eraser {
  constructor(private readonly options: EraserOptions) {}

  /** What is due now. Safe to call anywhere, at any time: what was begun is finished. */
  async look(): Promise<void> {
    const { journal, erasures, afterItsTime } = this.options;
    const { knex } = journal;
    if (afterItsTime) {
      for (const candidate of await erasures.candidates(knex, journal.now())) {
        await this.#erase(candidate);
      }
    }
    for (const runId of await erasures.notGone(knex)) {
      await this.removeGone(runId);
    }
  }

  /** Says in a unit of work what of a locked run is erased, and empties its rows. */
  async eraseIn(
    unit: EvidenceUnit,
    stored: StoredRun,
    {
      retentionDays,
      ...agreed
    }: { retentionDays: number; asked?: Decided; reason?: string },
  ): Promise<void> {
    const { id, number } = stored.run;
    const erased = await this.#listed(unit, stored);
    const rows = await this.options.erasures.erase(
      unit.trx,
      { runId: id, retentionDays },
      unit.now,
    );
    await unit.record('run.erased', number, {
      retentionDays,
      erased,
      rows,
      ...agreed,
    });
  }

  /** Removes the bytes of an erased run, as far as nobody else rests on them; what fails is tried again later. */
  async removeGone(runId: string): Promise<void> {
    try {
      await this.#removeBytes(runId);
    } catch (error) {
      this.options.logger.error(
        `The bytes of an erased run are not gone yet: ${problemText(error)}`,
      );
    }
  }

  async #erase(candidate: Candidate): Promise<void> {
    const { journal, runs, erasures, keepings, logger } = this.options;
    const { runId, retentionDays } = candidate;
    const { number } = await runs.byId(journal.knex, runId);
    await journal.run(pluginCaller(pluginId), async unit => {
      const stored = await runs.lock(unit.trx, number);
      if (!stored || (await erasures.find(unit.trx, runId))) return;
      const at = unit.now.toISOString();
      const { holds: laid } = await keepings.of(unit.trx, runId);
      const holds = [...this.options.holds, ...laid];
      const verdict = judgeErasure(stored.run, { retentionDays, holds, at });
      if (!verdict.ok) return;
      await this.eraseIn(unit, stored, { retentionDays });
      logger.info(`The evidence of ${number} is erased: its time is over`);
    });
  }

  async #listed({ trx }: EvidenceUnit, { run, pack }: StoredRun) {
    const { evidence, results } = this.options;
    const [snapshots, answers, artefacts] = [
      await evidence.ofRun(trx, run.id),
      await results.questions(trx, run.id),
      await results.artefacts(trx, run.id),
    ];
    const one = (
      what: 'snapshot' | 'answer' | 'artifact' | 'pack',
      name: string,
      sha256: string,
    ) => ({ what, name, sha256: sha256 as `sha256:${string}` });
    return [
      ...snapshots.map(each => one('snapshot', each.source, each.sha256)),
      ...answers.map(each => one('answer', each.name, each.sha256)),
      ...artefacts.map(each => one('artifact', each.path, each.sha256)),
      ...(pack ? [one('pack', run.number, pack.sha256)] : []),
    ];
  }

  /** A run at work might keep the same bytes again: they go later then. */
  async #removeBytes(runId: string): Promise<void> {
    const { journal, erasures, store } = this.options;
    await dropStagedRun(journal.knex, runId);
    await journal.knex.transaction(async trx => {
      const keys = await erasures.unshared(trx, runId);
      if (!keys) return;
      for (const key of keys) await store.remove(key);
      await erasures.gone(trx, runId);
    });
  }
}
