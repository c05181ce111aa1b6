import { isSeq, LineCounter, Node, parseAllDocuments } from 'yaml';

/** One document of a file, whole as it was written. */
export interface DefinitionText {
  text: string;
  /** From 1. */
  firstLine: number;
  /** Absent where it is no YAML. */
  value?: unknown;
}

/** Whether a file may hold definitions: no other is touched. */
export function mentionsOpenSlo(text: string): boolean {
  return /["']?apiVersion["']?\s*:\s*["']?openslo\//.test(text);
}

/** Takes a file apart: each document by itself, also where the file is one list of them. */
export function splitDefinitions(text: string): DefinitionText[] {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines });
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap(document => {
    const { contents, errors, range } = document;
    const lineOf = (offset: number) => lines.linePos(offset).line;
    if (errors.length > 0) {
      return [
        {
          text: text.slice(range[0], range[2]),
          firstLine: lineOf(range[0]),
        },
      ];
    }
    if (contents === null) return [];
    try {
      const value: unknown = document.toJS();
      const parts = isSeq(contents) ? (contents.items as Node[]) : undefined;
      if (!parts || !Array.isArray(value)) {
        const start = (contents as Node).range?.[0] ?? range[0];
        return [
          {
            text: text.slice(start, range[2]),
            firstLine: lineOf(start),
            value,
          },
        ];
      }
      return parts.map((part, i) => ({
        ...partText(text, part.range ?? [0, 0, 0], lines),
        value: value[i],
      }));
    } catch {
      // Too many aliases, or one without its anchor.
      return [
        { text: text.slice(range[0], range[2]), firstLine: lineOf(range[0]) },
      ];
    }
  });
}

/** A member of a list is indented by as much as stands before it. */
function partText(
  text: string,
  [start, , end]: readonly number[],
  lines: LineCounter,
): DefinitionText {
  const { line, col } = lines.linePos(start);
  const indent = new RegExp(`^ {0,${col - 1}}`);
  return {
    text: text
      .slice(start, end)
      .split('\n')
      .map((each, i) => (i === 0 ? each : each.replace(indent, '')))
      .join('\n'),
    firstLine: line,
  };
}
