import {
  ENTITY_COLUMN,
  isEvidenceColumn,
  Question,
  queryOf,
  RenderInput,
} from '@countersign/plugin-compliance-evidence-common';
import { completeness } from '../completeness';
import { PdfWriter } from './PdfWriter';

/** Beyond these a table is read better elsewhere; the PDF says where. */
const ROWS_SHOWN = 100;
const POPULATION_SHOWN = 0;
const COLUMNS_SHOWN = 7;
/** The font of a report, in its folder; for letters that no font of this package has, or for looks. */
const FONTS = ['font.ttf', 'font.otf'];

/** The report for people: first a page that says what was found, then each exception, then where it all comes from. */
export async function* renderPdf(
  input: RenderInput,
): AsyncIterable<Uint8Array> {
  const { manifest, report } = input;
  const { metadata, spec } = report.definition;
  const own = FONTS.map(name => report.files.get(name)).find(Boolean);
  const pdf = new PdfWriter({
    title: metadata.title,
    author: metadata.owner,
    subject: manifest.run.number,
    at: new Date(manifest.run.startedAt),
    ...(own && { font: { name: 'report', bytes: () => own } }),
  });
  firstPage(pdf, input);
  pdf.newPage();
  for (const question of spec.questions) {
    await questionPart(pdf, question, input);
  }
  pdf.newPage();
  sources(pdf, input);
  if (pdf.unprinted > 0) {
    pdf.paragraph(
      `Letters that no font here has, and those that are written from right to left, stand in this document as their number in Unicode, such as [U+0639]. As they are, they stand in results/*.csv of the same pack${
        spec.formats.includes('json') ? ' and in findings.json' : ''
      }. For letters that are missing, put a font with them into the folder of the report as ${
        FONTS[0]
      }.`,
      { muted: true },
    );
  }
  yield* pdf.end(`${metadata.title} · ${manifest.run.number}`);
}

function firstPage(pdf: PdfWriter, { manifest, report }: RenderInput): void {
  const { run } = manifest;
  const { metadata, spec } = report.definition;
  pdf.title(metadata.title);
  pdf.paragraph(metadata.description);
  pdf.paragraph(
    [
      `Run ${run.number}`,
      ...(run.period
        ? [
            `${run.period.start} until ${run.period.end} (${run.period.timeZone})`,
          ]
        : []),
      ...Object.entries(run.parameters).map(
        ([name, value]) => `${name}: ${[value].flat().join(', ')}`,
      ),
      `requested by ${run.requestedBy}`,
      `started ${run.startedAt}`,
      'all times UTC',
    ].join(' · '),
    { muted: true },
  );
  const asked = spec.questions.filter(
    ({ answers }) => answers === 'violations',
  );
  const withRows = asked.filter(({ name }) => rowsOf(name, manifest) > 0);
  pdf.heading('What was found');
  pdf.paragraph(
    withRows.length === 0
      ? `None of the ${asked.length} questions about violations found one.`
      : `${withRows.length} of the ${
          asked.length
        } questions about violations found some: ${withRows.reduce(
          (sum, { name }) => sum + rowsOf(name, manifest),
          0,
        )} in all.`,
  );
  pdf.table(
    [
      { title: 'Question', share: 5 },
      { title: 'Controls', share: 4 },
      { title: 'Severity', share: 1.4 },
      { title: 'Rows', share: 1.2 },
      { title: 'Result', share: 2 },
    ],
    spec.questions.map(({ name, title, controls, severity, answers }) => [
      title,
      controls.map(({ framework, id }) => `${framework} ${id}`).join(', '),
      answers === 'violations' ? severity : '–',
      String(rowsOf(name, manifest)),
      resultOf(answers, rowsOf(name, manifest)),
    ]),
  );
  pdf.heading('What this document is');
  pdf.paragraph(
    'A rendering for people. What is signed and checked are the results, queries and raw data in the same pack: "countersign verify" runs every query again on them, without this portal. It proves that the results follow from the data as the sources gave them; it does not prove that a source told the truth.',
  );
}

async function questionPart(
  pdf: PdfWriter,
  question: Question,
  { manifest, report, results, link }: RenderInput,
): Promise<void> {
  const result = manifest.questions.find(({ name }) => name === question.name);
  if (!result) throw new Error(`The run has no result of ${question.name}`);
  const { description } = queryOf(report, question);
  pdf.heading(question.title);
  pdf.paragraph(
    `${description} (${question.name}, version ${result.version}, ${result.owner})`,
    { muted: true },
  );
  const most =
    question.answers === 'violations' ? ROWS_SHOWN : POPULATION_SHOWN;
  if (result.rows === 0) {
    pdf.paragraph(
      question.answers === 'violations' ? 'None was found.' : 'There are none.',
    );
    return;
  }
  if (most === 0) {
    pdf.paragraph(`${result.rows} rows: results/${question.name}.csv`);
    return;
  }
  const shown = shownColumns(question, result.columns);
  const rows: string[][] = [];
  for await (const row of results(question.name)) {
    if (rows.length === most) break;
    rows.push(shown.map(place => row[place] ?? '–'));
  }
  const { unprinted } = pdf;
  pdf.table(
    shown.map(place => ({
      title: result.columns[place].replace(/_/g, ' '),
      share: shareOf(place, shown, rows),
    })),
    rows,
    rows.map((_, position) => link(question.name, position)),
  );
  if (pdf.unprinted > unprinted) {
    pdf.paragraph(
      `Some letters of these rows could not be printed, and stand here as their numbers: results/${question.name}.csv has them as they are.`,
    );
  }
  if (result.rows > rows.length) {
    pdf.paragraph(
      `${result.rows - rows.length} more rows: results/${question.name}.csv`,
    );
  }
}

function sources(pdf: PdfWriter, { manifest }: RenderInput): void {
  pdf.heading('Where it comes from');
  pdf.table(
    [
      { title: 'Source and query', share: 3 },
      { title: 'Asked at', share: 2.2 },
      { title: 'Describes', share: 2.2 },
      { title: 'Rows', share: 1.2 },
      { title: 'Completeness', share: 3 },
      { title: 'SHA-256', share: 4 },
    ],
    manifest.evidence.map(each => [
      `${each.sourceSystem}: ${each.queryName}`,
      each.executedAt,
      each.asOf,
      String(each.rowCount),
      completeness(each.completeness),
      each.sha256.replace(/^sha256:/, ''),
    ]),
  );
  pdf.paragraph(
    `Root of all ${manifest.rows.size} rows: ${manifest.rows.root}. Digest of the report: ${manifest.run.reportDigest}. Ledger: ${manifest.origin}.`,
    { muted: true },
  );
}

/** The key first to last as the query has it. Left out is what the link on the row leads to: evidence and entity. */
function shownColumns({ key }: Question, columns: readonly string[]): number[] {
  const places = columns
    .map((name, place) => ({ name, place }))
    .filter(({ name }) => !isEvidenceColumn(name) && name !== ENTITY_COLUMN);
  const rank = ({ name }: { name: string }) => {
    if (key.includes(name)) return 0;
    return name === 'reason' ? 1 : 2;
  };
  return [...places]
    .sort((a, b) => rank(a) - rank(b) || a.place - b.place)
    .slice(0, COLUMNS_SHOWN)
    .map(({ place }) => place)
    .sort((a, b) => a - b);
}

/** Wide columns get more of the page, within reason. */
function shareOf(
  place: number,
  shown: readonly number[],
  rows: readonly string[][],
): number {
  const at = shown.indexOf(place);
  const lengths = rows.map(row => row[at].length);
  return Math.min(30, Math.max(9, ...lengths));
}

function rowsOf(question: string, { questions }: RenderInput['manifest']) {
  return questions.find(({ name }) => name === question)?.rows ?? 0;
}

function resultOf(answers: Question['answers'], rows: number): string {
  if (answers === 'population') return 'Population';
  return rows === 0 ? 'None found' : 'Exceptions';
}
