import {
  Phase,
  ReportBundle,
} from '@countersign/plugin-compliance-evidence-common';
import { randomUUID } from 'crypto';
import { Answer } from '../../assurance/ports';
import { LeaseLost, StoredRun } from '../../database/RunStore';
import { deliverPhase, DeliveryTools, Later } from '../../runs/deliverPhase';
import { failureOf, PhaseFailure } from '../../runs/PhaseFailure';
import { OpenFindings } from '../../runs/reconcilePhase';
import { RunContext, RunTools } from '../../runs/RunContext';
import { Estate } from './Estate';
import { Cluster, Move, Quarter } from './moves';
import { periodOf } from './periods';

type Work = Extract<Move, { do: 'work' }>;

const sha256 = `sha256:${'a'.repeat(64)}` as const;
const LEAF = `${'A'.repeat(43)}=`;

/** What a worker in a game works with. */
export interface HandTools {
  tools: RunTools;
  estate: Estate;
  report: ReportBundle;
  openFindings: OpenFindings;
  delivery(fate: Work['mail'], run: StoredRun): DeliveryTools;
  now(): number;
}

/** The portal was killed here: nothing more is written, and somebody else goes on. */
export class Killed extends Error {}

/**
 * A worker that goes through the phases of one run, phase by phase as a game wants it. What a phase makes of data is small;
 * what it writes, and that it writes nothing once somebody else has the run, is what the portal does.
 */
export class RunHand {
  #context: RunContext | undefined;
  /** Phases that are left, as they were when the run was taken. */
  #left: Phase[] = [];

  constructor(private readonly with_: HandTools) {}

  /** The run in this hand. */
  get run(): string | undefined {
    return this.#context?.run.number;
  }

  async take(leaseMs: number): Promise<void> {
    const { tools, report } = this.with_;
    const stored = await tools.runs.takeNext(tools.journal.knex, leaseMs);
    if (!stored) return;
    const begun = await tools.progress.phases(
      tools.journal.knex,
      stored.run.id,
    );
    this.#left = begun
      .filter(({ state }) => !['done', 'skipped'].includes(state))
      .map(({ phase }) => phase);
    const { signal } = new AbortController();
    this.#context = new RunContext({ tools, stored, report, signal });
  }

  /** Goes on by some phases. */
  async work(move: Work): Promise<void> {
    const context = this.#context;
    if (!context) return;
    try {
      for (let i = 0; i < move.phases && this.#context; i++) {
        await this.#next(context, move);
      }
    } catch (error) {
      if (!(error instanceof LeaseLost) && !(error instanceof Killed)) {
        throw error;
      }
      this.#context = undefined;
      await context.tools.runs.release(context.knex, context.stored);
    }
  }

  async #next(context: RunContext, move: Work): Promise<void> {
    const { tools, run, knex } = context;
    const [phase, ...left] = this.#left;
    if (!phase) {
      await context.write(async unit => {
        await unit.record('run.completed', run.number, {});
        return { state: 'completed', endedAt: unit.now.toISOString() };
      });
      this.#context = undefined;
      return;
    }
    try {
      const later = await this.#work(phase, context, move);
      this.#left = left;
      if (!later) return;
      await tools.runs.release(knex, context.stored, later.afterMs);
      this.#context = undefined;
    } catch (error) {
      if (!(error instanceof PhaseFailure)) throw error;
      const failure = failureOf(phase, error);
      await context.write(async unit => {
        await tools.progress.end(unit.trx, run.id, phase, 'failed');
        await unit.record('run.failed', run.number, failure);
        return { state: 'failed', failure, endedAt: unit.now.toISOString() };
      });
      this.#context = undefined;
    }
  }

  async #work(
    phase: Phase,
    context: RunContext,
    move: Work,
  ): Promise<Later | undefined | void> {
    const { run } = context;
    const { estate } = this.with_;
    switch (phase) {
      case 'snapshot':
        return this.#snapshot(context, move);
      case 'stage':
        return context.finish('stage', async unit => {
          const { rows, evidenceId } = this.#staged(run.number);
          await unit.record('run.staged', run.number, {
            tables: [{ table: 'grants', evidenceId, rows }],
          });
        });
      case 'reconcile':
        return this.#reconcile(context);
      case 'render':
        return context.finish('render', async unit => {
          await unit.record('run.rendered', run.number, { artefacts: [] });
        });
      case 'log':
        return context.finish('log', async unit => {
          await unit.record('run.packed', run.number, {
            manifestDigest: sha256,
          });
          const pack = { key: 'pack', sha256, size: 1, manifestDigest: sha256 };
          return { pack };
        });
      default: {
        const seen = estate.taken.get(run.number);
        if (!seen) throw new Error(`${run.number} has nothing to deliver`);
        return deliverPhase(
          context,
          this.with_.delivery(move.mail, context.stored),
        );
      }
    }
  }

  #staged(number: string) {
    const { shown } = this.with_.estate.taken.get(number)!;
    return { rows: shown.length, evidenceId: evidenceOf(number) };
  }

  async #snapshot(context: RunContext, { source }: Work): Promise<void> {
    const { estate, now } = this.with_;
    const { run } = context;
    if (source === 'down') {
      throw new PhaseFailure({
        source: 'iam',
        problem: 'iam does not answer',
        remedy: 'Wait for it.',
      });
    }
    const { quarter, clusters } = run.parameters;
    const taken = estate.look(
      {
        quarter: quarter as Quarter,
        clusters: clusters as readonly string[] as readonly Cluster[],
      },
      now(),
      source === 'up',
    );
    const at = new Date(taken.at).toISOString();
    await context.finish('snapshot', async unit => {
      await unit.record('run.snapshot_taken', run.number, {
        evidenceId: evidenceOf(run.number),
        source: 'grants',
        sourceSystem: 'IAM',
        queryName: 'iam',
        queryDigest: sha256,
        queryParams: run.parameters,
        executedAt: at,
        asOf: at,
        rowCount: taken.shown.length,
        sha256,
        size: 1,
        format: 'csv',
        schemaFingerprint: 'same',
        completeness: { gaps: taken.isComplete ? [] : ['a page is missing'] },
      });
    });
    estate.taken.set(run.number, taken);
  }

  async #reconcile(context: RunContext): Promise<void> {
    const { estate, openFindings, report } = this.with_;
    const { run, spec } = context;
    const taken = estate.taken.get(run.number)!;
    const at = new Date(taken.at).toISOString();
    const answers = spec.questions.map((question): Answer => {
      const shown = estate.of(question.about!, taken.shown);
      return {
        question,
        ...(question.about === 'period' && {
          period: { label: taken.quarter, ...periodOf(taken.quarter) },
        }),
        version: '1',
        columns: ['grant_id'],
        rows: shown.length,
        sha256,
        incomplete: taken.isComplete ? [] : ['iam'],
        async *read() {
          for (const [position, grant] of shown.entries()) {
            yield { position, values: [grant], leafHash: LEAF };
          }
        },
      };
    });
    await context.finish('reconcile', async unit => {
      await unit.record('run.reconciled', run.number, {
        questions: answers.map(({ question, version, rows }) => ({
          name: question.name,
          version,
          queryDigest: sha256,
          rows,
          sha256,
        })),
        rows: { size: taken.shown.length, root: LEAF },
      });
      await openFindings(unit, {
        number: run.number,
        report: report.definition,
        parameters: run.parameters,
        ...(run.period && { period: run.period }),
        taken: { first: at, last: at },
        answers,
      });
      return { violations: taken.shown.length };
    });
  }
}

const evidenceIds = new Map<string, string>();

/** The evidence that a run took, once. */
function evidenceOf(number: string): string {
  const known = evidenceIds.get(number) ?? randomUUID();
  evidenceIds.set(number, known);
  return known;
}
