import { didYouMean } from '@countersign/plugin-governance-common';
import { ReportBundle } from '../report/model';
import { PARAMETERS_TABLE, parameterColumns } from '../report/parameters';
import { queryOf } from '../report/readReport';
import { stagedColumns } from '../report/staged';
import { ParseSql } from './ast';
import { lintQuery } from './lintQuery';
import { SqlRefusal } from './model';
import { Shape, ShapeColumn } from './Scope';
import { typeOfColumn } from './types';

/** A refusal, and the file of the query it is about. */
export interface ReportRefusal extends SqlRefusal {
  file: string;
  question: string;
}

/** What the linter says of a report's queries. */
export interface LintedReport {
  refusals: ReportRefusal[];
  /** The columns of each question's result. */
  columns: ReadonlyMap<string, ShapeColumn[]>;
}

/** The tables that queries of a report find. */
export function tablesOf({
  definition: { spec },
}: Pick<ReportBundle, 'definition'>): Map<string, Shape> {
  const tables = new Map<string, Shape>(
    spec.sources.map(source => [
      source.name,
      {
        columns: stagedColumns(source).map(column => ({
          name: column.name,
          type: typeOfColumn(column),
        })),
        key: source.key,
      },
    ]),
  );
  return tables.set(PARAMETERS_TABLE, {
    columns: parameterColumns.map(column => ({
      name: column.name,
      type: typeOfColumn(column),
    })),
    key: ['name', 'position'],
  });
}

/** Holds every query of a report to the portable profile. */
export function lintReport(
  report: ReportBundle,
  parse: ParseSql,
): LintedReport {
  const tables = tablesOf(report);
  const columns = new Map<string, ShapeColumn[]>();
  const refusals = report.definition.spec.questions.flatMap(question => {
    const { text } = queryOf(report, question);
    const linted = lintQuery(text, parse, { tables, key: question.key });
    columns.set(question.name, linted.columns);
    return [
      ...linted.refusals,
      ...missingInCsv(report, question.name, linted.columns),
    ].map(refusal => ({
      ...refusal,
      file: question.file,
      question: question.name,
    }));
  });
  return { refusals, columns };
}

/** A CSV whose columns are agreed needs each of them from its query. */
function missingInCsv(
  { definition: { spec } }: ReportBundle,
  question: string,
  columns: readonly ShapeColumn[],
): SqlRefusal[] {
  const known = columns.map(({ name }) => name);
  if (known.length === 0) return [];
  return (spec.csv ?? [])
    .filter(each => each.question === question)
    .flatMap(csv =>
      csv.columns
        .filter(name => !known.includes(name))
        .map(name => ({
          line: 1,
          column: 1,
          rule: 'csv',
          problem: `${csv.file} needs a column ${name}${didYouMean(
            name,
            known,
          )}, which the result has not`,
          remedy: 'select it, or correct spec.csv of report.yaml',
        })),
    );
}

/** One line for a terminal: `queries/grants.sql:12:5: … (collate)`. */
export function refusalLine(refusal: ReportRefusal): string {
  const { file, line, column, problem, remedy, rule } = refusal;
  return `${file}:${line}:${column}: ${problem}: ${remedy} (${rule})`;
}
