import { createHash } from 'crypto';
import {
  EvidenceProblem,
  EvidenceRow,
  PackManifest,
  packPaths,
  queryOf,
  RawSummary,
  readParameters,
  readReport,
  readResult,
  readRows,
  ReportBundle,
  RowTree,
  signManifest,
} from '@countersign/plugin-compliance-evidence-common';
import { LedgerEntry, LedgerJson } from '@countersign/plugin-ledger-common';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { TestAnchor, TestLog } from './log';
import { accessReport, accessResults, accessSnapshots } from './accessReport';

export const runNumber = 'RUN0000042';
const origin = 'example.com/compliance-evidence';
const ids: Record<string, string> = {
  grants: '11111111-1111-4111-8111-111111111111',
  tickets: '22222222-2222-4222-8222-222222222222',
};
const formats = { grants: 'csv', tickets: 'json-pages' } as const;

/** A pack, the key that signed it, and its files. */
export interface TestPack {
  key: string;
  files: Map<string, Uint8Array>;
  manifest: PackManifest;
  /** The ledger of the portal that made it, until then. */
  log: TestLog;
}

/** What differs from an honest pack; whatever is signed follows it, as if the portal itself lied. */
export interface Lie {
  report?: Record<string, string>;
  snapshots?: Record<string, string>;
  results?: Record<string, string>;
  manifest?: (manifest: PackManifest) => PackManifest;
  /** What the ledger tells, where it does not tell the same lie. */
  told?: (entries: LedgerEntry[]) => LedgerEntry[];
  /** Who else saw the ledger, given how many entries it has. */
  anchors?: (log: TestLog, size: number) => Promise<TestAnchor[]>;
}

const bytes = (text: string) => new TextEncoder().encode(text);
export const digest = (data: Uint8Array | string): `sha256:${string}` =>
  `sha256:${createHash('sha256').update(data).digest('hex')}`;

async function* once(data: Uint8Array) {
  yield data;
}

/** The pack of a small report over two sources: one grant has no ticket. */
export async function makePack(lie: Lie = {}): Promise<TestPack> {
  const reportFiles = { ...accessReport, ...lie.report };
  const { report, problems } = readReport(
    new Map(
      Object.entries(reportFiles).map(([path, text]) => [path, bytes(text)]),
    ),
  );
  if (!report) throw new Error(JSON.stringify(problems));
  const snapshots = { ...accessSnapshots, ...lie.snapshots };
  const results = { ...accessResults, ...lie.results };
  const artefact = bytes('{"findings":1}\n');
  const evidence = await Promise.all(
    report.definition.spec.sources.map(source =>
      evidenceOf(source.name, snapshots[source.name], report),
    ),
  );
  const { questions, rows } = await answersOf(report, results);
  const honest: PackManifest = {
    format: 'countersign-pack/v1',
    origin,
    run: {
      number: runNumber,
      report: 'access',
      reportDigest: report.digest,
      parameters: { quarter: '2026Q3' },
      period: readParameters(report.definition, { quarter: '2026Q3' }).period,
      requestedBy: 'user:default/olive',
      startedAt: '2026-10-01T06:00:00.000Z',
    },
    evidence,
    questions,
    rows,
    artefacts: [
      {
        path: 'findings.json',
        sha256: digest(artefact),
        size: artefact.length,
        from: ['grants-without-ticket'],
      },
    ],
  };
  const manifest = lie.manifest?.(honest) ?? honest;
  const entries = entriesOf(manifest, report);
  const log = new TestLog(lie.told?.(entries) ?? entries, origin);
  const anchors = await lie.anchors?.(log, log.entries.length);
  const files = new Map<string, Uint8Array>([
    ...[...report.files].map(([path, data]): [string, Uint8Array] => [
      packPaths.report(path),
      data,
    ]),
    ...manifest.evidence.map((each): [string, Uint8Array] => [
      packPaths.snapshot(each),
      bytes(snapshots[each.source]),
    ]),
    ...Object.entries(results).map(([name, text]): [string, Uint8Array] => [
      packPaths.result(name),
      bytes(text),
    ]),
    [packPaths.artefact('findings.json'), artefact],
    [packPaths.log, bytes('{"steps":[]}\n')],
    [packPaths.ledger, bytes(await log.bundle(runNumber, undefined, anchors))],
  ]);
  const signed = await signManifest(
    manifest,
    [...files].map(([path, data]) => ({ path, sha256: digest(data) })),
    log.signer,
  );
  files.set(packPaths.manifest, bytes(signed));
  return { key: log.key, files, manifest, log };
}

/** A zip of these files. */
export async function zipOf(
  files: Iterable<[string, Uint8Array]>,
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    useWebWorkers: false,
    extendedTimestamp: false,
  });
  for (const [path, data] of files) {
    await writer.add(path, new Uint8ArrayReader(data));
  }
  return writer.close();
}

async function evidenceOf(
  name: string,
  text: string,
  { definition }: ReportBundle,
): Promise<EvidenceRow> {
  const source = definition.spec.sources.find(each => each.name === name);
  const format = formats[name as keyof typeof formats];
  if (!source) throw new Error(name);
  const summary = new RawSummary();
  const { columns, recordsAt } = source;
  const rows = readRows(
    once(bytes(text)),
    { format, recordsAt, columns },
    summary,
  );
  try {
    for await (const row of rows) if (!row) break;
  } catch (error) {
    // A portal that lies signs what it could not read either.
    if (!(error instanceof EvidenceProblem)) throw error;
  }
  return {
    id: ids[name],
    runId: '33333333-3333-4333-8333-333333333333',
    source: name,
    sourceSystem: `The system of ${name}`,
    queryName: source.query.name,
    queryText: source.query.text,
    queryParams: { quarter: '2026Q3' },
    executedAt: '2026-10-01T06:00:01.000Z',
    executedBy: 'plugin:compliance-evidence',
    asOf: '2026-09-30T22:00:00.000Z',
    rowCount: summary.rows,
    sha256: digest(text),
    size: bytes(text).length,
    key: `RUN0000042/${name}`,
    format,
    ...(recordsAt !== undefined && { recordsAt }),
    completeness: { stated: summary.rows, pages: 1, gaps: [] },
    schemaFingerprint: summary.fingerprint(),
    columns,
  };
}

async function answersOf(
  report: ReportBundle,
  results: Record<string, string>,
): Promise<Pick<PackManifest, 'questions' | 'rows'>> {
  const tree = new RowTree();
  const questions: PackManifest['questions'] = [];
  for (const question of report.definition.spec.questions) {
    const { name } = question;
    const query = queryOf(report, question);
    const first = tree.size;
    const result = readResult(once(bytes(results[name])), {
      question: name,
      version: query.version,
    });
    for await (const { leaf } of result.rows) tree.append(leaf);
    questions.push({
      ...{ name, first, version: query.version, owner: query.owner },
      queryDigest: query.digest,
      columns: [...result.columns],
      rows: tree.size - first,
      sha256: digest(results[name]),
    });
  }
  return { questions, rows: { size: tree.size, root: tree.root() } };
}

function entriesOf(
  { run, evidence, questions, rows, artefacts }: PackManifest,
  { definition }: ReportBundle,
): LedgerEntry[] {
  const told: [type: string, data: unknown][] = [
    [
      'run.requested',
      {
        ...{ report: run.report, reportDigest: run.reportDigest },
        ...{ parameters: run.parameters, period: run.period },
        title: definition.metadata.title,
        sources: definition.spec.sources.map(({ name }) => name),
        questions: definition.spec.questions.map(({ name }) => name),
        recipients: [],
      },
    ],
    ...evidence.map((each): [string, unknown] => {
      const { id, queryText, runId, executedBy, key, columns, ...rest } = each;
      const { recordsAt, ...kept } = rest;
      return [
        'run.snapshot_taken',
        { ...kept, evidenceId: id, queryDigest: digest(queryText) },
      ];
    }),
    [
      'run.staged',
      {
        tables: evidence.map(({ id, source, rowCount }) => ({
          table: source,
          evidenceId: id,
          rows: rowCount,
        })),
      },
    ],
    [
      'run.reconciled',
      {
        questions: questions.map(
          ({ name, version, queryDigest, rows: count, sha256 }) => ({
            ...{ name, version, queryDigest, sha256 },
            rows: count,
          }),
        ),
        rows,
      },
    ],
    [
      'run.rendered',
      {
        artefacts: artefacts.map(({ path, sha256, size }) => ({
          ...{ path, sha256, size },
        })),
      },
    ],
  ];
  return told.map(([type, data], i) => ({
    id: `44444444-4444-4444-8444-${String(i).padStart(12, '0')}`,
    type,
    subject: runNumber,
    actor: i === 0 ? run.requestedBy : 'plugin:compliance-evidence',
    occurredAt: `2026-10-01T06:00:0${i}.000Z`,
    data: data as LedgerJson,
  }));
}
