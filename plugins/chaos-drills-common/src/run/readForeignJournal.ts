import { inWords } from '@countersign/plugin-governance-common';
import { readYaml } from '@countersign/plugin-governance-common/definitions';
import { ProblemList } from '../experiment/ProblemList';
import { ExperimentProblem } from '../experiment/model';
import { ForeignJournal, foreignJournalSchema } from './foreignJournal';

/** So many bytes of a journal are taken: with what goes along it has to fit into one request. */
const MOST_BYTES = 1_000_000;

/** A file that holds a journal of another tool. */
export interface JournalFile {
  /** All that stands in it. */
  content: Record<string, unknown>;
  /** As far as it is understood. */
  journal: ForeignJournal;
  /** What our extension says that it is about, where its experiment has one. */
  about: { entity?: string; scenario?: string };
}

/** Reads the journal of another tool, in JSON or YAML. Every problem is told at once, with its line. */
export function readForeignJournal({
  file,
  text,
}: {
  file: string;
  text: string;
}): { read?: JournalFile; problems: ExperimentProblem[] } {
  if (isTooLong(text)) return tooLong(file);
  const yaml = readYaml(text);
  if (!('lineOf' in yaml)) return wrongFile(file, yaml.line, yaml.message);
  const { value, lineOf } = yaml;
  if (!isObject(value)) {
    return wrongFile(
      file,
      1,
      'holds no journal, which is an object with an experiment, a start, an end and a status',
    );
  }
  const sent = asJson(value);
  if (sent === undefined) {
    return wrongFile(file, 1, 'has a part that holds itself, by an alias');
  }
  // Longer than the file where YAML repeats a part by its name.
  if (isTooLong(sent)) return tooLong(file);
  const parsed = foreignJournalSchema.safeParse(value, inWords);
  if (parsed.success) {
    const { experiment } = parsed.data;
    const read = { content: value, journal: parsed.data };
    return { read: { ...read, about: aboutOf(experiment) }, problems: [] };
  }
  const problems = new ProblemList(file, lineOf);
  for (const { path, message } of parsed.error.issues) {
    problems.error(path, 'journal', message);
  }
  return { problems: problems.problems };
}

function aboutOf({ extensions }: Record<string, unknown>): {
  entity?: string;
  scenario?: string;
} {
  const all: unknown[] = Array.isArray(extensions) ? extensions : [];
  const own = all.filter(isObject).find(({ name }) => name === 'countersign');
  const textOf = (name: 'entity' | 'scenario') =>
    typeof own?.[name] === 'string' ? { [name]: own[name] } : {};
  return { ...textOf('entity'), ...textOf('scenario') };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asJson(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function isTooLong(text: string): boolean {
  return new TextEncoder().encode(text).length > MOST_BYTES;
}

function tooLong(file: string) {
  return wrongFile(file, 1, `is longer than ${MOST_BYTES / 1_000_000} MB`);
}

function wrongFile(file: string, line: number, message: string) {
  return {
    problems: [
      {
        severity: 'error' as const,
        file,
        line,
        path: '',
        rule: 'journal',
        message,
      },
    ],
  };
}
