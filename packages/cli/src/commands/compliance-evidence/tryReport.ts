import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  allAtOnce,
  EvidenceProblem,
  knownEndings,
  ParameterValues,
  PARAMETERS_TABLE,
  parameterColumns,
  parameterRows,
  Period,
  queryOf,
  RawFormat,
  RawSummary,
  readResult,
  readRowBatches,
  ReportBundle,
  sharedKeys,
  SourceDeclaration,
  SqlEngine,
  stagedColumns,
  withEvidence,
} from '@countersign/plugin-compliance-evidence-common';
import { CommandFailure, exitCodes } from '../../output/failure';

/** How many records were staged of a source. */
export interface StagedSample {
  source: string;
  rows: number;
}

/** What a question found. */
export interface TriedQuestion {
  name: string;
  title: string;
  rows: number;
  /** Its columns, as the first line of a CSV. */
  header: string;
  /** The first rows, as lines of a CSV. */
  first: string[];
  problem?: string;
}

/**
 * Stages sample data as a run stages snapshots.
 *
 * @throws CommandFailure which names the file and the line of what is wrong
 */
export async function stageSamples(
  report: ReportBundle,
  engine: SqlEngine,
  folder: string,
  { values, period }: { values: ParameterValues; period?: Period },
): Promise<StagedSample[]> {
  const { definition } = report;
  await engine.stage(
    PARAMETERS_TABLE,
    parameterColumns,
    allAtOnce(parameterRows(definition, values, period)),
  );
  const staged: StagedSample[] = [];
  for (const source of definition.spec.sources) {
    const { path, format } = await sampleOf(folder, source);
    const summary = new RawSummary();
    try {
      const records = readRowBatches(
        createReadStream(path),
        { ...source, format },
        summary,
      );
      await engine.stage(
        source.name,
        stagedColumns(source),
        withEvidence(records, `sample-${source.name}`),
      );
    } catch (error) {
      throw new CommandFailure(
        `${path}: ${reasonOf(error)}`,
        exitCodes.refused,
      );
    }
    const shared = await firstRows(engine, sharedKeys(source), 1);
    if (shared.rows > 0) {
      throw new CommandFailure(
        `${path}: several records share the key ${source.key.join(', ')}: ${
          shared.first[0]
        }`,
        exitCodes.refused,
      );
    }
    staged.push({ source: source.name, rows: summary.rows });
  }
  return staged;
}

async function sampleOf(
  folder: string,
  { name }: SourceDeclaration,
): Promise<{ path: string; format: RawFormat }> {
  for (const [ending, format] of knownEndings) {
    const path = join(folder, `${name}.${ending}`);
    try {
      await access(path);
      return { path, format };
    } catch {
      // Perhaps in another format.
    }
  }
  throw new CommandFailure(
    `${folder} has no data for the source ${name}: ${[...knownEndings.keys()]
      .map(ending => `${name}.${ending}`)
      .join(', ')} would be read.`,
  );
}

/** Runs the questions, one after another; one that fails keeps none of the others from being answered. */
export async function answerQuestions(
  report: ReportBundle,
  engine: SqlEngine,
  {
    question: only,
    rows,
    out,
  }: { question?: string[]; rows: number; out?: string },
): Promise<TriedQuestion[]> {
  const { questions } = report.definition.spec;
  const names = questions.map(({ name }) => name);
  const unknown = only?.find(name => !names.includes(name));
  if (unknown !== undefined) {
    throw new CommandFailure(
      `There is no question ${unknown}; the report has ${names.join(', ')}.`,
    );
  }
  if (out !== undefined) await mkdir(out, { recursive: true });
  const tried: TriedQuestion[] = [];
  for (const question of questions) {
    const { name, title } = question;
    if (only && !only.includes(name)) continue;
    const { text } = queryOf(report, question);
    try {
      const found = await firstRows(engine, text, rows, question.key);
      if (out !== undefined) {
        await pipeline(
          Readable.from(engine.copyOut(text)),
          createWriteStream(join(out, `${name}.csv`)),
        );
      }
      tried.push({ name, title, ...found });
    } catch (error) {
      const problem = reasonOf(error);
      tried.push({ name, title, rows: 0, header: '', first: [], problem });
    }
  }
  return tried;
}

async function firstRows(
  engine: SqlEngine,
  sql: string,
  most: number,
  key?: readonly string[],
): Promise<Pick<TriedQuestion, 'rows' | 'header' | 'first'>> {
  const of = { question: 'try', version: '1' };
  const result = readResult(engine.copyOut(sql), of, key);
  const first: string[] = [];
  let rows = 0;
  for await (const { leaf } of result.rows) {
    if (rows < most) first.push(leaf.row);
    rows += 1;
  }
  return { rows, first, header: result.columns.join(',') };
}

function reasonOf(error: unknown): string {
  if (error instanceof EvidenceProblem) return error.message;
  return error instanceof Error ? error.message : String(error);
}
