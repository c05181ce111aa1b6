import { Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';

/** A YAML document, and the line on which a part of it stands. */
export interface YamlWithLines {
  value: unknown;
  /** That of the nearest part above where there is none. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Aliases beyond this many are no help to anybody and may be a bomb. */
const MOST_ALIASES = 100;

/** Reads one YAML document; what cannot be read is said with its line. */
export function readYaml(
  text: string,
): YamlWithLines | { line: number; message: string } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) {
    const [reason] = error.message.split(' at line ');
    return { line: lines.linePos(error.pos[0]).line, message: reason };
  }
  try {
    return {
      value: document.toJS({ maxAliasCount: MOST_ALIASES }),
      lineOf: path => lineAt(document as Document, path, lines),
    };
  } catch (cause) {
    return {
      line: 1,
      message: cause instanceof Error ? cause.message : String(cause),
    };
  }
}

function lineAt(
  document: Document,
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
function keyOf(document: Document, path: readonly PropertyKey[]): unknown {
  const last = path.at(-1);
  if (last === undefined) return undefined;
  const parent =
    path.length > 1
      ? document.getIn(path.slice(0, -1), true)
      : document.contents;
  if (!isMap(parent)) return undefined;
  return parent.items.find(
    ({ key }) => isNode(key) && String(key) === String(last),
  )?.key;
}
