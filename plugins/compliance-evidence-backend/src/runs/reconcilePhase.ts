import {
  csvFields,
  isAboutPeriod,
  periodParameter,
  queryOf,
  Question,
  readResult,
  ResultRow,
  rowLeafText,
} from '@countersign/plugin-compliance-evidence-common';
import { CompactRange, toBase64 } from '@countersign/plugin-ledger-common';
import { databaseTroubleOf } from '@countersign/plugin-ledger-node';
import { Answer, ReconciledRun } from '../assurance/ports';
import { StoredNode, StoredQuestion, StoredRow } from '../database/ResultStore';
import { EvidenceUnit } from '../entries';
import { keepWritten } from '../store/Conduit';
import { PhaseFailure, problemText } from './PhaseFailure';
import { PostgresEngine } from './PostgresEngine';
import { NamedEntities } from './NamedEntities';
import { createHasher, KEPT_LEVEL } from './RowProver';
import { RunContext } from './RunContext';
import { scheduledRunsAnswer } from './scheduledRuns';
import { demandStaged } from './stagePhase';

const ROWS_AT_ONCE = 1000;

/** Turns what a run answered into findings, in the same transaction. */
export type OpenFindings = (
  unit: EvidenceUnit,
  run: ReconciledRun,
) => Promise<unknown>;

/** The answers of one run, in one transaction. */
class Reconciliation {
  readonly #hasher = createHasher();
  readonly #range = new CompactRange(this.#hasher);
  readonly #named = new NamedEntities();
  #rows: StoredRow[] = [];
  #nodes: StoredNode[] = [];

  constructor(
    private readonly context: RunContext,
    private readonly engine: PostgresEngine,
    private readonly unit: EvidenceUnit,
  ) {}

  async answerAll(openFindings: OpenFindings) {
    const { context, unit } = this;
    const { run, spec, tools } = context;
    const answers: StoredQuestion[] = [];
    for (const [position, question] of spec.questions.entries()) {
      const answer = await this.#answer(question);
      await tools.results.insertQuestion(unit.trx, run.id, position, answer);
      answers.push(answer);
      await context.tell('reconcile', {
        done: answers.length,
        total: spec.questions.length,
        unit: 'questions',
      });
    }
    await this.#flush();
    await tools.results.insertEntities(unit.trx, run.id, this.#named.all());
    const tree = {
      size: this.#range.size,
      root: toBase64(this.#range.root()),
    };
    await unit.record('run.reconciled', run.number, {
      questions: answers.map(
        ({ name, version, queryDigest, rows, sha256 }) => ({
          name,
          version,
          queryDigest,
          rows,
          sha256,
        }),
      ),
      rows: tree,
    });
    await openFindings(unit, await this.#reconciled(answers));
    const violations = spec.questions.flatMap(({ answers: kind }, i) =>
      kind === 'violations' ? [answers[i].rows] : [],
    );
    return {
      tree,
      resultRows: tree.size,
      violations: violations.reduce((sum, rows) => sum + rows, 0),
    };
  }

  async #answer(question: Question): Promise<StoredQuestion> {
    const { context, engine } = this;
    const query = queryOf(context.report, question);
    const { version } = query;
    const first = this.#range.size;
    const begun = performance.now();
    try {
      const { kept, value: columns } = await keepWritten(
        context.tools.store,
        async write => {
          async function* written() {
            for await (const piece of engine.copyOut(query.text)) {
              await write(piece);
              yield piece;
            }
          }
          const result = readResult(
            written(),
            { question: question.name, version },
            question.key,
          );
          for await (const row of result.rows) {
            this.#named.note(question, result.columns, row.fields);
            await this.#take(row);
          }
          return [...result.columns];
        },
      );
      return {
        name: question.name,
        version,
        owner: query.owner,
        queryDigest: query.digest,
        columns,
        rows: this.#range.size - first,
        sha256: kept.sha256,
        first,
        key: kept.key,
        tookMs: Math.round(performance.now() - begun),
      };
    } catch (error) {
      context.signal.throwIfAborted();
      if (databaseTroubleOf(error) === 'away') throw error;
      // A question that cannot be answered is an error: never an answer without rows.
      throw new PhaseFailure(
        {
          problem: `The question ${
            question.name
          } was not answered: ${problemText(error)}`,
          remedy: `Mend ${question.file}, and run the report again.`,
        },
        { cause: error },
      );
    }
  }

  async #take({ leaf }: ResultRow): Promise<void> {
    const hash = this.#hasher.leaf(rowLeafText(leaf));
    const index = this.#range.size;
    this.#range.append(hash, (node, nodeHash) => {
      if (node.level >= KEPT_LEVEL) {
        this.#nodes.push({ ...node, hash: nodeHash });
      }
    });
    const { question, position, row, evidence } = leaf;
    this.#rows.push({ index, question, position, row, evidence, hash });
    if (this.#rows.length >= ROWS_AT_ONCE) await this.#flush();
  }

  async #flush(): Promise<void> {
    const { context, unit } = this;
    const { results } = context.tools;
    await results.insertRows(unit.trx, context.run.id, this.#rows);
    await results.insertNodes(unit.trx, context.run.id, this.#nodes);
    this.#rows = [];
    this.#nodes = [];
  }

  async #reconciled(
    answers: readonly StoredQuestion[],
  ): Promise<ReconciledRun> {
    const { context, unit } = this;
    const { tools, run, report, spec } = context;
    const evidence = await tools.evidence.ofRun(unit.trx, run.id);
    const incomplete = evidence
      .filter(({ completeness }) => completeness.gaps.length > 0)
      .map(({ source }) => source);
    const label = periodParameter(report.definition)?.name;
    const period = run.period && {
      label: String(label && run.parameters[label]),
      start: run.period.start,
      end: run.period.end,
    };
    const given = spec.questions.map((question, i): Answer => {
      const { version, columns, rows, sha256, first } = answers[i];
      const happened =
        period && isAboutPeriod(report.definition, question)
          ? { period }
          : undefined;
      return {
        question: { ...question, about: happened ? 'period' : 'standing' },
        ...happened,
        version,
        columns,
        rows,
        sha256,
        incomplete,
        read: () => this.#read(first, rows),
      };
    });
    const now = unit.now.toISOString();
    return {
      number: run.number,
      report: report.definition,
      parameters: run.parameters,
      ...(run.period && { period: run.period }),
      taken: (await tools.evidence.takenAt(unit.trx, run.id)) ?? {
        first: now,
        last: now,
      },
      answers: [...given, ...(await this.#ofItsOwn())],
    };
  }

  /** Each run of a report with a schedule looks at those before it. */
  async #ofItsOwn(): Promise<Answer[]> {
    const { context, unit } = this;
    const { tools, run, report, spec } = context;
    if (!spec.schedule) return [];
    const due = await tools.runs.due(unit.trx, run.report, unit.now);
    return [
      scheduledRunsAnswer(
        report.definition,
        due.filter(({ id }) => id !== run.id),
      ),
    ];
  }

  async *#read(first: number, count: number) {
    const { context, unit } = this;
    for (let done = 0; done < count; ) {
      const rows = await context.tools.results.rows(
        unit.trx,
        context.run.id,
        first + done,
        Math.min(ROWS_AT_ONCE, count - done),
      );
      for (const { position, row, evidence, hash } of rows) {
        yield {
          position,
          values: csvFields(row),
          evidence,
          leafHash: toBase64(hash),
        };
      }
      done += rows.length;
    }
  }
}

/** Answers the questions of the report in their order: every row of every answer is a leaf of one tree. */
export async function reconcilePhase(
  context: RunContext,
  openFindings: OpenFindings,
): Promise<void> {
  const { tools, run, knex, signal } = context;
  await demandStaged(context);
  const engine = await PostgresEngine.open({
    knex,
    runId: run.id,
    queryTimeoutMs: tools.settings.queryTimeoutMs,
    signal,
  });
  try {
    await context.finish('reconcile', unit =>
      new Reconciliation(context, engine, unit).answerAll(openFindings),
    );
  } finally {
    await engine.close();
  }
}
