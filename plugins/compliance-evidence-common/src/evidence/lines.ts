import { malformed } from './EvidenceProblem';

/** A longer line would have to be held in memory as one. */
export const LONGEST_LINE = 64 * 1024 * 1024;

/** Some lines of a text, each without its newline. */
export interface LineBatch {
  /** The number of the first, from 1. */
  first: number;
  lines: string[];
}

/**
 * The lines of UTF-8 bytes, as many at a time as a piece ends. A byte order mark at the beginning is left out; CR before LF is
 * part of the line. What follows the last newline is a line unless it is empty.
 *
 * @throws EvidenceProblem where the bytes are not UTF-8 or a line is too long
 */
export async function* lineBatches(
  chunks: AsyncIterable<Uint8Array>,
): AsyncIterable<LineBatch> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest: string[] = [];
  let restLength = 0;
  let first = 1;
  for await (const chunk of chunks) {
    const lines = decoded(decoder, chunk, first).split('\n');
    const last = lines.pop() ?? '';
    if (lines.length > 0) {
      rest.push(lines[0]);
      lines[0] = rest.join('');
      rest = [];
      restLength = 0;
      yield { first, lines };
      first += lines.length;
    }
    rest.push(last);
    restLength += last.length;
    if (restLength > LONGEST_LINE) {
      throw malformed(first, `is longer than ${LONGEST_LINE} characters`);
    }
  }
  rest.push(decoded(decoder, undefined, first));
  const last = rest.join('');
  if (last !== '') yield { first, lines: [last] };
}

function decoded(
  decoder: TextDecoder,
  chunk: Uint8Array | undefined,
  line: number,
): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw malformed(
      line,
      'is not text in UTF-8, or is cut off inside a character',
    );
  }
}
