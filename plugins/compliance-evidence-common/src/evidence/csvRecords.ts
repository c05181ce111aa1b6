import { EvidenceProblem, malformed } from './EvidenceProblem';
import { LineBatch, lineBatches, LONGEST_LINE } from './lines';

/** One record of a CSV: an empty field without quotes is null, one with quotes is an empty text. */
export interface CsvRecord {
  /** Of its first line, from 1. */
  line: number;
  fields: (string | null)[];
  /** As it was written, without the newline that ends it. */
  text: string;
}

/** Makes records of lines; one that is open goes on in the next lines. */
class CsvReader {
  #open: { line: number; parts: string[]; length: number } | undefined;

  *read({ first, lines }: LineBatch): Iterable<CsvRecord> {
    for (let i = 0; i < lines.length; i++) {
      const text = lines[i];
      const open = this.#open;
      if (open) {
        open.parts.push(text);
        open.length += text.length;
        if (open.length > LONGEST_LINE) throw neverClosed(open.line);
        // A line closes what is open, or leaves it so, by its number of quotes.
        if (quotesIn(text) % 2 === 1) {
          this.#open = undefined;
          yield recordOf(open.line, open.parts.join('\n'));
        }
      } else if (!text.includes('"')) {
        const bare = text.endsWith('\r') ? text.slice(0, -1) : text;
        yield { line: first + i, fields: plainFields(bare), text: bare };
      } else if (quotesIn(text) % 2 === 1) {
        this.#open = { line: first + i, parts: [text], length: text.length };
      } else {
        yield recordOf(first + i, text);
      }
    }
  }

  end(): void {
    if (this.#open) throw neverClosed(this.#open.line);
  }
}

/**
 * The records of a CSV (RFC 4180, by commas; lines end in LF or CR LF), as they come.
 *
 * @throws EvidenceProblem which names the line
 */
export async function* csvRecords(
  chunks: AsyncIterable<Uint8Array>,
): AsyncIterable<CsvRecord> {
  for await (const records of csvRecordBatches(chunks)) yield* records;
}

/** The same, as many at a time as come together: to wait for each alone takes longer than to read it. */
export async function* csvRecordBatches(
  chunks: AsyncIterable<Uint8Array>,
): AsyncIterable<Iterable<CsvRecord>> {
  const reader = new CsvReader();
  for await (const batch of lineBatches(chunks)) yield reader.read(batch);
  reader.end();
}

function neverClosed(line: number): EvidenceProblem {
  return malformed(line, 'has a quote that is never closed');
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    count += 1;
  }
  return count;
}

function plainFields(text: string): (string | null)[] {
  return text.split(',').map(field => (field === '' ? null : field));
}

function recordOf(line: number, written: string): CsvRecord {
  const text = written.endsWith('\r') ? written.slice(0, -1) : written;
  return { line, text, fields: csvFields(text, line) };
}

/**
 * The fields of one record.
 *
 * @throws EvidenceProblem which names the line
 */
export function csvFields(text: string, line = 1): (string | null)[] {
  const fields: (string | null)[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const { value, end } = quotedField(text, at, line);
      fields.push(value);
      at = end;
    } else {
      const comma = text.indexOf(',', at);
      const field = text.slice(at, comma < 0 ? undefined : comma);
      if (field.includes('"')) {
        throw malformed(
          line,
          'has a quote inside a field that does not begin with one',
        );
      }
      fields.push(field === '' ? null : field);
      at = comma < 0 ? text.length : comma;
    }
    if (at >= text.length) return fields;
    if (text[at] !== ',') {
      throw malformed(
        line,
        'has something between a closing quote and the next comma',
      );
    }
    at += 1;
    if (at === text.length) {
      fields.push(null);
      return fields;
    }
  }
}

function quotedField(
  text: string,
  start: number,
  line: number,
): { value: string; end: number } {
  let from = start + 1;
  let value = '';
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw neverClosed(line);
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}
