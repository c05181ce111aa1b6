import {
  Document,
  isMap,
  isNode,
  isSeq,
  LineCounter,
  parseAllDocuments,
} from 'yaml';
import { DefinitionProblem, pathText } from './problems';

/** A text and the name it is known by. */
export interface SourceFile {
  file: string;
  text: string;
  /** The line of the file that the text begins on; 1 unless it is part of one. */
  firstLine?: number;
}

/** One document of a file, as it was written. */
export interface SloDocument {
  file: string;
  value: unknown;
  /** The line a part of it stands on; that of the nearest part above where there is none. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads every document that can be read; one that cannot takes no other with it. */
export function readDocuments({ file, text, firstLine = 1 }: SourceFile): {
  documents: SloDocument[];
  problems: DefinitionProblem[];
} {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines });
  const problems: DefinitionProblem[] = [];
  const documents: SloDocument[] = [];
  const refuse = (line: number, message: string, rule: string) =>
    problems.push({
      severity: 'error',
      file,
      line: line + firstLine - 1,
      path: '',
      rule,
      message,
    });
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const [error] = document.errors;
    if (error) {
      const [reason] = error.message.split(' at line ');
      refuse(lines.linePos(error.pos[0]).line, `${reason}.`, 'yaml');
      continue;
    }
    if (document.contents === null) continue;
    try {
      documents.push(...split(file, document as Document, lines, firstLine));
    } catch (cause) {
      // Too many aliases, or one without its anchor.
      refuse(lineAt(document, [], lines), String(cause), 'yaml');
    }
  }
  return { documents, problems };
}

/** A file may be a list of documents, as those of OpenSLO's own SDK are. */
function split(
  file: string,
  document: Document,
  lines: LineCounter,
  firstLine: number,
): SloDocument[] {
  const value: unknown = document.toJS();
  const at = (prefix: PropertyKey[], part: unknown): SloDocument => ({
    file,
    value: part,
    lineOf: path =>
      lineAt(document, [...prefix, ...path], lines) + firstLine - 1,
  });
  return isSeq(document.contents) && Array.isArray(value)
    ? value.map((part, i) => at([i], part))
    : [at([], value)];
}

function lineAt(
  document: Pick<Document, 'contents' | 'getIn'>,
  path: readonly PropertyKey[],
  lines: LineCounter,
): number {
  for (let length = path.length; length >= 0; length--) {
    const steps = path.slice(0, length);
    const node = keyOf(document, steps) ?? document.getIn(steps, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** The key of a member: its value may begin on a later line. */
function keyOf(
  document: Pick<Document, 'getIn'>,
  path: readonly PropertyKey[],
): unknown {
  const parent = document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (last === undefined || !isMap(parent)) return undefined;
  return parent.items.find(
    ({ key }) => isNode(key) && String(key) === String(last),
  )?.key;
}

/** A problem of a part of a document. */
export function problemIn(
  document: SloDocument,
  problem: Pick<DefinitionProblem, 'severity' | 'rule' | 'message'> & {
    path: readonly PropertyKey[];
  },
): DefinitionProblem {
  return {
    ...problem,
    file: document.file,
    line: document.lineOf(problem.path),
    path: pathText(problem.path),
    document: nameOf(document.value),
  };
}

function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, metadata } = value as {
    kind?: unknown;
    metadata?: { name?: unknown };
  };
  const name = metadata?.name;
  return typeof kind === 'string' && typeof name === 'string'
    ? `${kind} ${name}`
    : undefined;
}
