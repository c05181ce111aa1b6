import { ReportBundle } from '../report/model';
import { ParseSql } from '../sql/ast';
import { LintedQuery, lintQuery } from '../sql/lintQuery';
import { tablesOf } from '../sql/lintReport';

/** Holds a question that is asked afterwards to the portable profile, over the tables of the report as it was then. */
export function lintAsked(
  sql: string,
  report: Pick<ReportBundle, 'definition'>,
  parse: ParseSql,
): LintedQuery {
  return lintQuery(sql, parse, {
    tables: tablesOf(report),
    key: [],
    isAskedOnce: true,
  });
}
