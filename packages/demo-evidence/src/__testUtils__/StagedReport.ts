import path from 'path';
import {
  Column,
  parameterColumns,
  parameterRows,
  queryOf,
  readParameters,
  readRows,
  ReportBundle,
  stagedColumns,
} from '@countersign/plugin-compliance-evidence-common';
import { Knex } from 'knex';
import { DemoSize, DemoSource } from '../DemoSource';
import { readReportFolder } from '../reportFolder';
import { systems } from '../systems';

const types: Record<Column['type'], string> = {
  text: 'text COLLATE "C"',
  integer: 'bigint',
  numeric: 'numeric',
  boolean: 'boolean',
  timestamp: 'timestamptz',
  date: 'date',
};
const BATCH = 2_000;
const reports = path.resolve(__dirname, '../../../../reports');

/** A report of this repository. */
export function reportNamed(name: string): ReportBundle {
  return readReportFolder(path.join(reports, name));
}

/** A report whose sources are staged on PostgreSQL, as a run does it. */
export class StagedReport {
  private constructor(
    private readonly knex: Knex,
    private readonly report: ReportBundle,
    private readonly schema: string,
  ) {}

  static async stage(
    knex: Knex,
    options: {
      report: ReportBundle;
      parameters: Record<string, unknown>;
      size: DemoSize;
      now?: () => number;
    },
  ): Promise<StagedReport> {
    const { report, parameters } = options;
    const { values, period, problems } = readParameters(
      report.definition,
      parameters,
    );
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    const schema = `staged_${Math.random().toString(36).slice(2)}`;
    const staged = new StagedReport(knex, report, schema);
    await knex.raw('CREATE SCHEMA ??', [schema]);
    await staged.fill(
      'parameters',
      parameterColumns,
      parameterRows(report.definition, values, period),
    );
    for (const source of report.definition.spec.sources) {
      const chunks: Uint8Array[] = [];
      const taken = await new DemoSource(systems[source.source], {
        ...options.size,
        now: options.now,
      }).snapshot(
        {
          query: {
            ...source.query,
            parameters: {
              ...values,
              ...(period && {
                period_start: period.start,
                period_end: period.end,
              }),
            },
          },
          columns: source.columns,
          signal: new AbortController().signal,
        },
        async chunk => {
          chunks.push(chunk);
        },
      );
      const rows: (string | null)[][] = [];
      const raw = readRows(each(chunks), {
        ...taken,
        columns: source.columns,
        readAs: source.readAs,
        ...(source.recordsAt !== undefined && { recordsAt: source.recordsAt }),
      });
      for await (const row of raw) rows.push([...row, `ev-${source.name}`]);
      await staged.fill(source.name, stagedColumns(source), rows);
    }
    return staged;
  }

  /** The rows of a question, as texts. */
  async ask(question: string): Promise<Record<string, string | null>[]> {
    const found = this.report.definition.spec.questions.find(
      ({ name }) => name === question,
    );
    if (!found) throw new Error(`There is no question ${question}`);
    return this.query(queryOf(this.report, found).text);
  }

  /** The rows of a query, as texts. */
  async query(text: string): Promise<Record<string, string | null>[]> {
    return this.knex.transaction(async trx => {
      await trx.raw('SET LOCAL search_path TO ??', [this.schema]);
      await trx.raw("SET LOCAL TimeZone TO 'UTC'");
      const { rows } = await trx.raw(`SELECT to_jsonb(q) AS row FROM (
${text}
) q`);
      return rows.map(({ row }: { row: Record<string, unknown> }) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            value === null ? null : String(value),
          ]),
        ),
      );
    });
  }

  /** Adds a row to a staged table, or changes nothing but that. */
  async change(sql: string): Promise<void> {
    await this.knex.transaction(async trx => {
      await trx.raw('SET LOCAL search_path TO ??', [this.schema]);
      await trx.raw(sql);
    });
  }

  private async fill(
    table: string,
    columns: readonly Column[],
    rows: readonly (readonly (string | null)[])[],
  ): Promise<void> {
    const declared = columns.map(
      ({ name, type }) => `"${name}" ${types[type]}`,
    );
    const target = `"${this.schema}"."${table}"`;
    await this.knex.raw(`CREATE TABLE ${target} (${declared.join(', ')})`);
    const lists = columns.map(
      ({ type }) => `?::text[]::${types[type].split(' ')[0]}[]`,
    );
    for (let from = 0; from < rows.length; from += BATCH) {
      const batch = rows.slice(from, from + BATCH);
      await this.knex.raw(
        `INSERT INTO ${target} SELECT * FROM unnest(${lists.join(', ')})`,
        columns.map((_, i) => batch.map(row => row[i])) as never,
      );
    }
  }
}

async function* each(chunks: readonly Uint8Array[]) {
  yield* chunks;
}
