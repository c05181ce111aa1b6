import { readdirSync, readFileSync } from 'fs';
import path from 'path';
import {
  readReport,
  ReportBundle,
} from '@countersign/plugin-compliance-evidence-common';

/**
 * The report of a folder.
 *
 * @throws Error that lists its problems
 */
export function readReportFolder(root: string): ReportBundle {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(root, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(
      path.relative(root, file).split(path.sep).join('/'),
      readFileSync(file),
    );
  }
  const { report, problems } = readReport(files);
  if (report) return report;
  throw new Error(
    problems
      .map(({ file, line, message }) => `${file}:${line} ${message}`)
      .join('\n'),
  );
}
