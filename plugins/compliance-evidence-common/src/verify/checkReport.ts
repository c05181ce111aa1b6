import { PackManifest } from '../pack/model';
import { packPaths } from '../pack/model';
import { ReportBundle } from '../report/model';
import { readParameters } from '../report/parameters';
import { problemLine } from '../report/problems';
import { readReport } from '../report/readReport';
import { ParseSql } from '../sql/ast';
import { lintReport, refusalLine } from '../sql/lintReport';
import { ClaimList } from './ClaimList';
import { PackFiles, readWhole } from './files';

const REPORT_FOLDER = packPaths.report('');

/** Reads the report of a pack, and holds it against the manifest. */
export async function checkReport(
  files: PackFiles,
  { run }: PackManifest,
  claims: ClaimList,
): Promise<ReportBundle | undefined> {
  const own = new Map<string, Uint8Array>();
  for (const path of files.paths()) {
    if (!path.startsWith(REPORT_FOLDER)) continue;
    own.set(path.slice(REPORT_FOLDER.length), await readWhole(files, path));
  }
  const { report, problems } = readReport(own);
  for (const problem of problems) {
    claims.refutes('report', `${problemLine(problem)}.`);
  }
  if (!report) return undefined;
  const { definition, digest } = report;
  const refute = (detail: string) => claims.refutes('report', detail);
  if (digest !== run.reportDigest) {
    refute(
      `Its files have the digest ${digest}, the run was of ${run.reportDigest}.`,
    );
  }
  if (definition.metadata.name !== run.report) {
    refute(`It is ${definition.metadata.name}, the run was of ${run.report}.`);
  }
  const read = readParameters(definition, run.parameters);
  for (const { name, message } of read.problems) {
    refute(`The parameter ${name} ${message}.`);
  }
  const { period } = read;
  if (
    period?.start !== run.period?.start ||
    period?.end !== run.period?.end ||
    period?.timeZone !== run.period?.timeZone
  ) {
    refute(
      `Its period is ${words(
        period,
      )} by the time zones of this machine, the run's ${words(run.period)}.`,
    );
  }
  claims.supports(
    'report',
    `${definition.metadata.title} (${digest}), ${words(run.period)}.`,
  );
  return report;
}

function words(period?: { start: string; end: string; timeZone: string }) {
  return period
    ? `${period.start} to ${period.end} (${period.timeZone})`
    : 'without a period';
}

/** Holds the report's queries to the portable profile: else that they give the same here would say little. */
export function checkProfile(
  report: ReportBundle,
  parse: ParseSql,
  claims: ClaimList,
): void {
  const { refusals } = lintReport(report, parse);
  refusals.forEach(refusal =>
    claims.refutes('profile', `${refusalLine(refusal)}.`),
  );
  const count = report.definition.spec.questions.length;
  claims.supports('profile', `${count} ${count === 1 ? 'query' : 'queries'}.`);
}
