import { didYouMean, inWords } from '@countersign/plugin-governance-common';
import {
  pathText,
  readYaml,
  YamlWithLines,
} from '@countersign/plugin-governance-common/definitions';
import { digestOf, TreeHasher, toHex } from '@countersign/plugin-ledger-common';
import { disagreements } from './agreement';
import { Question, ReportBundle, ReportDefinition } from './model';
import { unsafePath } from './paths';
import { DefinitionProblem } from './problems';
import { QueryHeader, readQueryHeader } from './queryHeader';
import { reportDefinitionSchema } from './schemas';

/** The file that a report begins with. */
export const REPORT_FILE = 'report.yaml';

/** A query as it is run, and as it is told of. */
export interface Query extends QueryHeader {
  text: string;
  /** `sha256:…` of its file. */
  digest: string;
}

/** SHA-256 of bytes as `sha256:…`. */
export function digestOfBytes(bytes: Uint8Array): string {
  return `sha256:${toHex(new TreeHasher().sha256(bytes))}`;
}

/** The digest of a report: over the digests of its files, by their paths. */
export function reportDigest(files: ReadonlyMap<string, Uint8Array>): string {
  return digestOf(
    Object.fromEntries(
      [...files].map(([path, bytes]) => [path, digestOfBytes(bytes)]),
    ),
  );
}

/** The query of a question. @throws Error where the report was not read without problems */
export function queryOf(
  { files }: Pick<ReportBundle, 'files'>,
  { file }: Pick<Question, 'file'>,
): Query {
  const bytes = files.get(file);
  const text = bytes && textOf(bytes);
  const header = text === undefined ? undefined : readQueryHeader(text).header;
  if (!bytes || text === undefined || !header) {
    throw new Error(`${file} is not a query with a name, owner and version`);
  }
  return { ...header, text, digest: digestOfBytes(bytes) };
}

/**
 * Reads a report with its files. Every problem is told at once: in `report.yaml` by line and path, in a query by line.
 * What the queries themselves say is for `lintReport` to judge.
 */
export function readReport(files: ReadonlyMap<string, Uint8Array>): {
  report?: ReportBundle;
  problems: DefinitionProblem[];
} {
  const problems: DefinitionProblem[] = [];
  for (const path of files.keys()) {
    const reason = unsafePath(path);
    if (reason) {
      problems.push({
        file: path,
        line: 1,
        path: '',
        rule: 'path',
        message: reason,
      });
    }
  }
  const definition = readDefinition(files, problems);
  if (!definition || problems.length > 0) return { problems };
  return {
    report: { definition, files, digest: reportDigest(files) },
    problems,
  };
}

function readDefinition(
  files: ReadonlyMap<string, Uint8Array>,
  problems: DefinitionProblem[],
): ReportDefinition | undefined {
  const refuse = (line: number, rule: string, message: string, path = '') =>
    problems.push({ file: REPORT_FILE, line, path, rule, message });
  const bytes = files.get(REPORT_FILE);
  const text = bytes && textOf(bytes);
  if (text === undefined) {
    refuse(1, 'file', bytes ? 'is not text in UTF-8' : 'is missing');
    return undefined;
  }
  const yaml = readYaml(text);
  if (!('lineOf' in yaml)) {
    refuse(yaml.line, 'yaml', yaml.message);
    return undefined;
  }
  const parsed = reportDefinitionSchema.safeParse(yaml.value, inWords);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      refuse(yaml.lineOf(path), 'definition', message, pathText(path));
    }
    return undefined;
  }
  for (const { path, message } of disagreements(parsed.data)) {
    refuse(yaml.lineOf(path), 'definition', message, pathText(path));
  }
  checkFiles(parsed.data, files, yaml, problems);
  return parsed.data;
}

function checkFiles(
  { spec }: ReportDefinition,
  files: ReadonlyMap<string, Uint8Array>,
  yaml: YamlWithLines,
  problems: DefinitionProblem[],
): void {
  const demand = (file: string, path: PropertyKey[]) => {
    const bytes = files.get(file);
    if (!bytes) {
      problems.push({
        file: REPORT_FILE,
        line: yaml.lineOf(path),
        path: pathText(path),
        rule: 'file',
        message: `there is no file ${file} in the folder of the report${didYouMean(
          file,
          [...files.keys()],
        )}`,
      });
    }
    return bytes;
  };
  if (spec.template) demand(spec.template.file, ['spec', 'template', 'file']);
  spec.questions.forEach(({ file, name }, i) => {
    const bytes = demand(file, ['spec', 'questions', i, 'file']);
    if (!bytes) return;
    const refuse = (line: number, message: string) =>
      problems.push({ file, line, path: '', rule: 'query-header', message });
    const text = textOf(bytes);
    if (text === undefined) {
      refuse(1, 'is not text in UTF-8');
      return;
    }
    const { header, problems: wrong } = readQueryHeader(text);
    wrong.forEach(({ line, message }) => refuse(line, message));
    if (header && header.name !== name) {
      refuse(
        1,
        `has the name ${header.name}, but it answers the question ${name} of report.yaml: both must be the same`,
      );
    }
  });
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
