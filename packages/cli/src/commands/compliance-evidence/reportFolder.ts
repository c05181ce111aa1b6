import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DefinitionProblem,
  lintReport,
  LintedReport,
  ParseSql,
  readReport,
  ReportBundle,
  REPORT_FILE,
} from '@countersign/plugin-compliance-evidence-common';
import { CommandFailure } from '../../output/failure';

const LARGEST_FILE = 32 * 1024 * 1024;
const MOST_FILES = 1000;

/** The files of a report's folder by their paths in it; hidden ones are no part of it. */
export async function readReportFolder(
  folder: string,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const walk = async (below: string) => {
    const entries = await readdir(join(folder, below), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const path = below ? `${below}/${entry.name}` : entry.name;
      const place = join(folder, path);
      if (entry.isSymbolicLink()) {
        throw new CommandFailure(
          `${place} is a link: a report is made of the files in its folder.`,
        );
      }
      if (entry.isDirectory()) {
        await walk(path);
        continue;
      }
      if ((await stat(place)).size > LARGEST_FILE || files.size >= MOST_FILES) {
        throw new CommandFailure(
          `${place} is too much: a report has ${MOST_FILES} files of ${LARGEST_FILE} bytes at most.`,
        );
      }
      files.set(path, new Uint8Array(await readFile(place)));
    }
  };
  try {
    await walk('');
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(
      `${folder} cannot be read as the folder of a report: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
  if (files.size === 0) {
    throw new CommandFailure(`${folder} has no ${REPORT_FILE}.`);
  }
  return files;
}

/** A report, and everything that is wrong with it. */
export interface CheckedReport {
  report?: ReportBundle;
  problems: DefinitionProblem[];
  refusals: LintedReport['refusals'];
}

/** Reads a report's folder, and holds its queries to the portable profile. */
export async function checkReportFolder(
  folder: string,
  parse: ParseSql,
): Promise<CheckedReport> {
  const { report, problems } = readReport(await readReportFolder(folder));
  return {
    ...(report && { report }),
    problems,
    refusals: report ? lintReport(report, parse).refusals : [],
  };
}
