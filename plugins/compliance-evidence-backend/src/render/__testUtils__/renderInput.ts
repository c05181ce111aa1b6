import { readdirSync, readFileSync, statSync } from 'fs';
import path from 'path';
import {
  lintReport,
  PACK_FORMAT,
  ParseSql,
  queryOf,
  readReport,
  RenderInput,
  ReportBundle,
} from '@countersign/plugin-compliance-evidence-common';
import { loadModule, parseSync } from 'libpg-query';

export type Row = readonly (string | null)[];

/** A report of this repository, with its files. */
export function reportNamed(name: string): ReportBundle {
  const root = path.resolve(__dirname, '../../../../../reports', name);
  const files = new Map<string, Uint8Array>();
  const walk = (folder: string) => {
    for (const each of readdirSync(folder)) {
      const file = path.join(folder, each);
      if (statSync(file).isDirectory()) walk(file);
      else files.set(path.relative(root, file), readFileSync(file));
    }
  };
  walk(root);
  const { report, problems } = readReport(files);
  if (!report) throw new Error(JSON.stringify(problems));
  return report;
}

/** A run of a report with made-up rows: those given, by columns; every other question has none. */
export async function inputOf(
  report: ReportBundle,
  given: Record<string, Record<string, string | null>[]>,
): Promise<RenderInput> {
  await loadModule();
  const { columns } = lintReport(report, parseSync as ParseSql);
  const rowsOf = (question: string): Row[] => {
    const names = columns.get(question)!.map(({ name }) => name);
    return (given[question] ?? []).map(row =>
      names.map(name => row[name] ?? null),
    );
  };
  let first = 0;
  const questions = report.definition.spec.questions.map(question => {
    const { version, owner, digest } = queryOf(report, question);
    const rows = rowsOf(question.name).length;
    first += rows;
    return {
      name: question.name,
      version,
      owner,
      queryDigest: digest,
      columns: columns.get(question.name)!.map(({ name }) => name),
      rows,
      sha256: `sha256:${'ab'.repeat(32)}`,
      first: first - rows,
    };
  });
  return {
    report,
    manifest: {
      format: PACK_FORMAT,
      origin: 'portal.example/compliance-evidence',
      run: {
        number: 'RUN0000042',
        report: report.definition.metadata.name,
        reportDigest: report.digest,
        parameters: { quarter: '2026Q3', clusters: ['ledger', 'billing'] },
        period: {
          start: '2026-06-30T22:00:00.000Z',
          end: '2026-09-30T22:00:00.000Z',
          timeZone: 'Europe/Berlin',
        },
        requestedBy: 'user:default/dana-developer',
        startedAt: '2026-10-01T06:00:00.000Z',
      },
      evidence: report.definition.spec.sources.map((source, i) => ({
        id: `ev-${i}`,
        runId: 'run',
        source: source.name,
        sourceSystem: 'IAM logs',
        queryName: source.query.name,
        queryText: source.query.text,
        queryParams: { quarter: '2026Q3' },
        executedAt: '2026-10-01T06:00:01.000Z',
        executedBy: 'countersign',
        asOf: '2026-09-30T22:00:00.000Z',
        rowCount: 7,
        sha256: `sha256:${'cd'.repeat(32)}`,
        size: 99,
        key: 'snapshots/x',
        format: 'ndjson',
        completeness: { stated: 7, gaps: [] },
        schemaFingerprint: 'sha256:12',
        columns: source.columns,
      })),
      questions,
      rows: { size: first, root: 'cm9vdA==' },
    },
    results: async function* results(question) {
      yield* rowsOf(question);
    },
    link: (question, position) =>
      `https://portal.example/evidence/runs/RUN0000042/rows?question=${question}&row=${position}`,
  };
}

export async function bytesOf(
  chunks: AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
