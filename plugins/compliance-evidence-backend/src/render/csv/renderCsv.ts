import {
  CsvLayout,
  RenderInput,
} from '@countersign/plugin-compliance-evidence-common';
import { csvField, inert } from './csvText';

const PIECE = 64 * 1024;
const BOM = '\uFEFF';
/** Of copies for people: what spreadsheets open without asking. */
const FOR_PEOPLE = { delimiter: ',', nullAs: '', newline: '\r\n' } as const;

/** A CSV whose bytes are agreed with its reader: columns, order, delimiter and newlines as the report says, values untouched. */
export async function* exactCsv(
  layout: CsvLayout,
  { manifest, results }: RenderInput,
): AsyncIterable<Uint8Array> {
  const columns = columnsOf(layout.question, manifest);
  const places = layout.columns.map(name => {
    const place = columns.indexOf(name);
    if (place < 0) {
      throw new Error(
        `${layout.file} needs the column ${name}; ${
          layout.question
        } has ${columns.join(', ')}`,
      );
    }
    return place;
  });
  const line = (values: readonly (string | null)[]) =>
    values.map(value => csvField(value, layout)).join(layout.delimiter) +
    layout.newline;
  yield* encoded(
    layout.header ? line(layout.columns) : '',
    results(layout.question),
    row => line(places.map(place => row[place])),
  );
}

/** A copy of a result for people: with the address of each row's evidence, and nothing that a spreadsheet would run. */
export async function* peopleCsv(
  question: string,
  { manifest, results, link }: RenderInput,
): AsyncIterable<Uint8Array> {
  const line = (values: readonly (string | null)[]) =>
    values
      .map(value => csvField(inert(value), FOR_PEOPLE))
      .join(FOR_PEOPLE.delimiter) + FOR_PEOPLE.newline;
  yield* encoded(
    BOM + line([...columnsOf(question, manifest), 'evidence_link']),
    results(question),
    (row, position) => line([...row, link(question, position)]),
  );
}

function columnsOf(question: string, { questions }: RenderInput['manifest']) {
  const result = questions.find(({ name }) => name === question);
  if (!result) throw new Error(`The run has no result of ${question}`);
  return result.columns;
}

async function* encoded(
  head: string,
  rows: AsyncIterable<readonly (string | null)[]>,
  lineOf: (row: readonly (string | null)[], position: number) => string,
): AsyncIterable<Uint8Array> {
  let text = head;
  let position = 0;
  for await (const row of rows) {
    text += lineOf(row, position++);
    if (text.length >= PIECE) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text) yield Buffer.from(text);
}
