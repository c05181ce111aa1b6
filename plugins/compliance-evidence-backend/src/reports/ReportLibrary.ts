import { readdir, readFile, stat } from 'fs/promises';
import path from 'path';
import { InputError, isError, NotFoundError } from '@backstage/errors';
import {
  lintReport,
  readReport,
  REPORT_FILE,
  ReportBundle,
  unsafePath,
} from '@countersign/plugin-compliance-evidence-common';
import { didYouMean } from '@countersign/plugin-governance-common';
import { sqlParser } from './sqlParser';

/** What is wrong with a report. */
export interface LibraryProblem {
  file: string;
  line: number;
  column?: number;
  path: string;
  rule: string;
  message: string;
}

/** A report of the folder, as far as it could be read. */
export interface LibraryReport {
  /** That of its folder. */
  name: string;
  /** Absent where its report.yaml could not be read. */
  bundle?: ReportBundle;
  problems: LibraryProblem[];
}

/** The largest file of a report: a template is a workbook. */
const LARGEST_FILE = 20 * 1024 * 1024;
const MOST_FILES = 500;
/** A folder is looked at again after so long. */
const FRESH_MS = 2000;

/** The reports of a folder, one folder each, read again when a file changes. */
export class ReportLibrary {
  readonly #folder: string | undefined;
  readonly #read = new Map<string, { stamp: string; report: LibraryReport }>();
  #listed: { at: number; reports: Promise<LibraryReport[]> } | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Every report, by name. */
  async all(): Promise<LibraryReport[]> {
    const now = Date.now();
    if (!this.#listed || now - this.#listed.at > FRESH_MS) {
      const reports = this.#list();
      this.#listed = { at: now, reports };
      reports.catch(() => {
        this.#listed = undefined;
      });
    }
    return this.#listed.reports;
  }

  /** @throws NotFoundError */
  async get(name: string): Promise<LibraryReport> {
    const all = await this.all();
    const found = all.find(report => report.name === name);
    if (found) return found;
    const names = all.map(report => report.name);
    throw new NotFoundError(
      `There is no report ${name}${didYouMean(name, names)}; there are ${
        names.join(', ') || 'none'
      }`,
    );
  }

  /** @throws NotFoundError, or InputError where something is wrong with it */
  async ready(name: string): Promise<ReportBundle> {
    const { bundle, problems } = await this.get(name);
    if (bundle && problems.length === 0) return bundle;
    const [{ file, line, message }] = problems;
    throw new InputError(
      `The report ${name} cannot be run: ${file}:${line} ${message}${
        problems.length > 1 ? `, and ${problems.length - 1} more problems` : ''
      }. Mend it, and see with countersign report lint`,
    );
  }

  async #list(): Promise<LibraryReport[]> {
    if (!this.#folder) return [];
    const entries = await readdir(this.#folder, {
      withFileTypes: true,
    }).catch(error => {
      if (isError(error) && error.code === 'ENOENT') return [];
      throw error;
    });
    const reports: LibraryReport[] = [];
    for (const entry of entries) {
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
      reports.push(await this.#load(entry.name));
    }
    return reports.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async #load(name: string): Promise<LibraryReport> {
    const root = path.join(this.#folder!, name);
    const found = await filesBelow(root);
    const stamp = found.map(file => Object.values(file).join()).join('\n');
    const known = this.#read.get(name);
    if (known?.stamp === stamp) return known.report;
    const report = await readLibraryReport(name, root, found);
    this.#read.set(name, { stamp, report });
    return report;
  }
}

interface FoundFile {
  path: string;
  size: number;
  mtimeMs: number;
}

async function filesBelow(root: string): Promise<FoundFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const found: FoundFile[] = [];
  for (const entry of entries) {
    // A link may lead anywhere.
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const file = path.join(entry.parentPath, entry.name);
    const { size, mtimeMs } = await stat(file);
    const relative = path.relative(root, file).split(path.sep).join('/');
    found.push({ path: relative, size, mtimeMs });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readLibraryReport(
  name: string,
  root: string,
  found: readonly FoundFile[],
): Promise<LibraryReport> {
  const problem = (file: string, rule: string, message: string) => ({
    name,
    problems: [{ file, line: 1, path: '', rule, message }],
  });
  if (found.length > MOST_FILES) {
    return problem(
      REPORT_FILE,
      'files',
      `has ${found.length} files beside it; ${MOST_FILES} are allowed`,
    );
  }
  const files = new Map<string, Uint8Array>();
  for (const { path: file, size } of found) {
    const wrong = unsafePath(file);
    if (wrong) return problem(file, 'path', wrong);
    if (size > LARGEST_FILE) {
      return problem(file, 'size', `has more than ${LARGEST_FILE} bytes`);
    }
    files.set(file, new Uint8Array(await readFile(path.join(root, file))));
  }
  const { report, problems } = readReport(files);
  if (!report) return { name, problems };
  const named = report.definition.metadata.name;
  if (named !== name) {
    return problem(
      REPORT_FILE,
      'name',
      `has the name ${named}, but is in the folder ${name}: both must be the same`,
    );
  }
  return {
    name,
    bundle: report,
    problems: [...problems, ...(await lint(report))],
  };
}

async function lint(report: ReportBundle): Promise<LibraryProblem[]> {
  return lintReport(report, await sqlParser()).refusals.map(
    ({ file, line, column, rule, problem, remedy }) => ({
      file,
      line,
      column,
      path: '',
      rule,
      message: `${problem}: ${remedy}`,
    }),
  );
}
