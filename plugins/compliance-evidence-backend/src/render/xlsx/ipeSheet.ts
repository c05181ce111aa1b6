import {
  queryOf,
  RenderInput,
} from '@countersign/plugin-compliance-evidence-common';
import { completeness } from '../completeness';
import { textCell } from './cells';

/** The name of the sheet about the data: information produced by the entity. */
export const IPE = 'IPE';
const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const WIDTHS = [30, 60, 24, 24, 24, 24, 14, 70, 40, 70];

type Line = { heading?: true; values: readonly string[] };

/** Where every figure of the workbook comes from: the sources, asked how and when, and the queries. */
export function ipeSheet(
  input: RenderInput,
  { heading, wrapped }: { heading: number; wrapped: number },
): string {
  const rows = lines(input).map(({ heading: isHeading, values }, i) => {
    const cells = values.map((value, k) => {
      const place = `r="${letters(k)}${i + 1}" s="${
        isHeading ? heading : wrapped
      }"`;
      return textCell(place, value);
    });
    return `<row r="${i + 1}">${cells.join('')}</row>`;
  });
  const cols = WIDTHS.map(
    (width, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<worksheet xmlns="${NAMESPACE}"><cols>${cols.join('')}</cols>` +
    `<sheetData>${rows.join('')}</sheetData></worksheet>`
  );
}

function lines(input: RenderInput): Line[] {
  const { manifest, report } = input;
  const { run } = manifest;
  const { period } = run;
  return [
    { heading: true, values: ['Information produced by the entity'] },
    { values: ['Run', run.number] },
    {
      values: ['Report', `${report.definition.metadata.title} (${run.report})`],
    },
    { values: ['Digest of the report', run.reportDigest] },
    ...Object.entries(run.parameters).map(([name, value]) => ({
      values: [`Parameter ${name}`, [value].flat().join(', ')],
    })),
    ...(period
      ? [
          {
            values: [
              'Period',
              `${period.start} until ${period.end}, in ${period.timeZone}`,
            ],
          },
        ]
      : []),
    { values: ['Requested by', run.requestedBy] },
    { values: ['Started at', run.startedAt] },
    { values: ['Ledger', manifest.origin] },
    { values: ['Rows of all results', String(manifest.rows.size)] },
    { values: ['Root of all rows', manifest.rows.root] },
    { values: [] },
    { heading: true, values: ['Sources'] },
    {
      heading: true,
      values: [
        'Evidence',
        'Source and query',
        'System',
        'Asked at',
        'Describes the moment',
        'Asked by',
        'Rows',
        'Query and parameters',
        'Completeness',
        'SHA-256 of the raw bytes; fingerprint of the schema',
      ],
    },
    ...manifest.evidence.map(each => ({
      values: [
        each.id,
        `${each.source}: ${each.queryName}`,
        each.sourceSystem,
        each.executedAt,
        each.asOf,
        each.executedBy,
        String(each.rowCount),
        `${each.queryText}\n${JSON.stringify(each.queryParams)}`,
        completeness(each.completeness),
        `${each.sha256}\n${each.schemaFingerprint}`,
      ],
    })),
    { values: [] },
    { heading: true, values: ['Questions'] },
    {
      heading: true,
      values: [
        'Question',
        'Description',
        'Version',
        'Owner',
        'Controls',
        'Severity',
        'Rows',
        'Query',
        'Columns',
        'SHA-256 of the query; of the result',
      ],
    },
    ...questionLines(input),
  ];
}

function questionLines({ manifest, report }: RenderInput): Line[] {
  return report.definition.spec.questions.flatMap(question => {
    const result = manifest.questions.find(
      ({ name }) => name === question.name,
    );
    if (!result) return [];
    const { description, text } = queryOf(report, question);
    return {
      values: [
        question.name,
        description,
        result.version,
        result.owner,
        question.controls
          .map(({ framework, id }) => `${framework} ${id}`)
          .join(', '),
        question.severity,
        String(result.rows),
        text,
        result.columns.join(', '),
        `${result.queryDigest}\n${result.sha256}`,
      ],
    };
  });
}

function letters(column: number): string {
  return String.fromCharCode(65 + column);
}
