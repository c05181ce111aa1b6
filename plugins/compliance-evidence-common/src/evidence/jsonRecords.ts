import { malformed } from './EvidenceProblem';
import { LineBatch, lineBatches, LONGEST_LINE } from './lines';

/** One record of NDJSON or of a page. */
export interface JsonRecord {
  /** The line that it stands on, from 1. */
  line: number;
  /** For messages: "record 3 of the page", where a line has several. */
  place?: string;
  value: Readonly<Record<string, unknown>>;
  /** Reads it again with every number as it is written. */
  exact(): Readonly<Record<string, unknown>>;
}

/** Reads JSON with every number as it is written. */
type ExactReader = (text: string) => unknown;

/** Records as they come, as many at a time as come together: to wait for each alone takes longer than to read it. */
export type RecordBatches = AsyncIterable<Iterable<JsonRecord>>;

/** The records of NDJSON; empty lines are none. */
export async function* ndjsonRecords(
  chunks: AsyncIterable<Uint8Array>,
  readExactly: ExactReader,
): RecordBatches {
  for await (const batch of lineBatches(chunks)) {
    yield recordsOfLines(batch, readExactly);
  }
}

function* recordsOfLines(
  { first, lines }: LineBatch,
  readExactly: ExactReader,
): Iterable<JsonRecord> {
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i];
    if (text.trim() === '') continue;
    const line = first + i;
    const value = objectOf(parsed(text, line), line);
    yield { line, value, exact: () => objectOf(readExactly(text), line) };
  }
}

/** The records of one JSON body over however many lines, with the records at a dotted path. */
export async function* bodyRecords(
  chunks: AsyncIterable<Uint8Array>,
  recordsAt: string | undefined,
  readExactly: ExactReader,
): RecordBatches {
  const lines: string[] = [];
  let length = 0;
  for await (const batch of lineBatches(chunks)) {
    for (const line of batch.lines) {
      lines.push(line);
      length += line.length + 1;
    }
    if (length > LONGEST_LINE) {
      throw malformed(
        1,
        `begins a body of more than ${LONGEST_LINE} characters`,
      );
    }
  }
  yield recordsInBody(lines.join('\n'), 1, recordsAt, readExactly);
}

/** The records of pages, one JSON body a line, with the records at a dotted path; undefined: each body is a record. */
export async function* pageRecords(
  chunks: AsyncIterable<Uint8Array>,
  recordsAt: string | undefined,
  readExactly: ExactReader,
): RecordBatches {
  for await (const { first, lines } of lineBatches(chunks)) {
    for (let i = 0; i < lines.length; i++) {
      const text = lines[i];
      if (text.trim() === '') continue;
      yield recordsInBody(text, first + i, recordsAt, readExactly);
    }
  }
}

function* recordsInBody(
  text: string,
  line: number,
  recordsAt: string | undefined,
  readExactly: ExactReader,
): Iterable<JsonRecord> {
  if (recordsAt === undefined) {
    const value = parsed(text, line);
    // A report that is a list is one record still; readers of whole bodies know what it means.
    const whole = (body: unknown) =>
      Array.isArray(body) ? { report: body } : objectOf(body, line);
    yield { line, value: whole(value), exact: () => whole(readExactly(text)) };
    return;
  }
  const read = (body: unknown) => listAt(body, recordsAt, line);
  const exactly = readOnce(() => read(readExactly(text)));
  yield* recordsOf(read(parsed(text, line)), line, exactly);
}

function* recordsOf(
  records: readonly unknown[],
  line: number,
  exactly: () => readonly unknown[],
): Iterable<JsonRecord> {
  for (let i = 0; i < records.length; i++) {
    const place = `record ${i + 1} of the page`;
    yield {
      line,
      place,
      value: objectOf(records[i], line, place),
      exact: () => objectOf(exactly()[i], line, place),
    };
  }
}

/** A page is read exactly when the first of its records needs it, and not again for the others. */
function readOnce<T>(read: () => T): () => T {
  let known: { value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}

function parsed(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(line, 'is not JSON, or is cut off');
  }
}

function objectOf(
  value: unknown,
  line: number,
  place?: string,
): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw malformed(line, `${place ? `${place} ` : ''}is not a JSON object`);
}

function listAt(body: unknown, path: string, line: number): unknown[] {
  const found = path === '' ? body : valueAt(body, path.split('.'));
  if (Array.isArray(found)) return found;
  throw malformed(
    line,
    path === ''
      ? 'the page is not a list; name the path of its records with recordsAt'
      : `the page has no list of records at ${path}`,
  );
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) {
      return undefined;
    }
    at = (at as Record<string, unknown>)[step];
  }
  return at;
}
