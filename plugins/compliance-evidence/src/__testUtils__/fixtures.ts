import {
  Attestation,
  attestationSchema,
  ControlList,
  controlListSchema,
  Evidence,
  EvidenceDetail,
  evidenceDetailSchema,
  EvidenceRequest,
  Finding,
  findingSchema,
  QuestionRows,
  QuestionRowsQuery,
  questionRowsQuerySchema,
  questionRowsSchema,
  ReportDetail,
  reportDetailSchema,
  requestSchema,
  RunComparison,
  comparisonSchema,
  RunDetail,
  runDetailSchema,
} from '@countersign/plugin-compliance-evidence-common';
import { notPermitted } from '@countersign/plugin-governance-common';

export const reader = 'user:default/ben';
export const entityRef = 'component:default/checkout-api';
const auditor = 'user:default/auditor';
const at = '2026-11-26T10:00:00.000Z';
const sha256 = `sha256:${'a'.repeat(64)}` as const;
const id = '11111111-0000-4000-8000-000000000001';
export const evidenceId = '22222222-0000-4000-8000-000000000002';
const hash = `${'A'.repeat(43)}=`;
const controls = [
  { framework: 'SOX ITGC', id: 'AC-2', title: 'Access is approved' },
];

/** The report that the fixtures are about. */
export function report(fields: Partial<ReportDetail> = {}): ReportDetail {
  return reportDetailSchema.parse({
    report: {
      name: 'sox-access',
      title: 'Quarterly SOX access report',
      description: 'Who has access, and who approved it.',
      owner: 'group:default/sre',
      digest: sha256,
      ready: true,
      problems: [],
      parameters: [
        { name: 'quarter', title: 'Quarter', type: 'quarter', required: true },
        { name: 'clusters', title: 'Clusters', type: 'list', required: false },
      ],
      questions: 1,
      sources: 1,
      formats: ['xlsx'],
      lastRun: { number: 'RUN0000007', state: 'completed', requestedAt: at },
    },
    questionList: [
      {
        name: 'grants-without-ticket',
        title: 'Grants without a ticket',
        severity: 'high',
        answers: 'violations',
        controls,
        file: 'queries/grants-without-ticket.sql',
        key: ['grant_id'],
        version: '1',
        sql: 'SELECT grant_id FROM grants',
      },
    ],
    sourceList: [
      {
        name: 'grants',
        title: 'Grants',
        source: 'iam-logs',
        system: 'IAM',
        configured: true,
        query: { name: 'grants', text: 'all grants' },
        key: ['grant_id'],
        columns: [{ name: 'grant_id', type: 'text', required: true }],
      },
    ],
    recipients: ['audit@example.com'],
    files: [{ path: 'report.yaml', size: 900, sha256 }],
    mayRun: true,
    ...fields,
  });
}

const evidence: Evidence = {
  id: evidenceId,
  runId: id,
  source: 'grants',
  sourceSystem: 'IAM (Google Cloud)',
  queryName: 'grants',
  queryText: 'all grants of the quarter',
  queryParams: { quarter: '2026Q3' },
  executedAt: at,
  executedBy: reader,
  asOf: at,
  rowCount: 412,
  sha256,
  size: 1_200_000,
  key: `runs/RUN0000007/${evidenceId}`,
  format: 'csv',
  completeness: { stated: 412, gaps: [] },
  schemaFingerprint: sha256,
  columns: [{ name: 'grant_id', type: 'text', required: true }],
};

/** A completed run. */
export function run(fields: Partial<RunDetail['run']> = {}): RunDetail {
  return runDetailSchema.parse({
    run: {
      id,
      number: 'RUN0000007',
      version: 1,
      report: 'sox-access',
      title: 'Quarterly SOX access report',
      reportDigest: sha256,
      parameters: { quarter: '2026Q3', clusters: ['payments-eu'] },
      state: 'completed',
      phase: 'deliver',
      requestedBy: reader,
      requestedAt: at,
      violations: 1,
      ...fields,
    },
    phases: [
      { phase: 'snapshot', state: 'done' },
      {
        phase: 'stage',
        state: fields.state === 'running' ? 'running' : 'done',
        progress: { done: 3, total: 5, unit: 'sources' },
      },
    ],
    sources: [
      {
        name: 'grants',
        title: 'Grants',
        source: 'iam-logs',
        state: 'taken',
        attempts: 2,
        bytes: 1_200_000,
        rows: 412,
        evidenceId,
      },
    ],
    evidence: [evidence],
    questions: [
      {
        name: 'grants-without-ticket',
        title: 'Grants without a ticket',
        severity: 'high',
        answers: 'violations',
        controls,
        version: '1',
        owner: 'group:default/sre',
        sql: 'SELECT grant_id FROM grants',
        queryDigest: sha256,
        columns: ['grant_id', 'granted_to', 'evidence_id'],
        rows: 1,
        sha256,
        first: 0,
        tookMs: 4,
      },
    ],
    tree: { size: 1, root: hash },
    artefacts: [{ path: 'sox-access.xlsx', sha256, size: 45_000, from: [] }],
    pack: { size: 2_000_000, sha256, manifestDigest: sha256 },
    deliveries: [
      {
        recipient: 'audit@example.com',
        state: 'sent',
        attempts: 1,
        sentAt: at,
        as: 'link',
      },
    ],
    actions: [{ verb: 'deliver', allowed: true }],
    keeping: {
      until: '2033-11-26T12:00:00.000Z',
      holds: [],
      asked: {
        by: 'user:default/olive',
        at,
        reason: 'A person asked for it',
      },
      actions: [
        { verb: 'hold', allowed: false, ...notPermitted },
        { verb: 'erase', allowed: true },
      ],
    },
  });
}

/** The one row of the answer. */
export function rows(): QuestionRows {
  return questionRowsSchema.parse({
    question: run().questions[0],
    tree: { size: 1, root: hash },
    items: [
      {
        position: 0,
        index: 0,
        row: `G-17,=cmd|' /C calc'!A0,${evidenceId}`,
        values: ['G-17', "=cmd|' /C calc'!A0", evidenceId],
        evidence: [evidenceId],
        leafHash: hash,
        proof: [],
      },
    ],
    evidence: [evidence],
  });
}

/** A page of an answer with so many rows, as the backend gives it. */
export function rowsOf(total: number, query: QuestionRowsQuery): QuestionRows {
  const { from, limit } = questionRowsQuerySchema.parse(query);
  const { items, question, ...more } = rows();
  const end = Math.min(total, from + limit);
  return questionRowsSchema.parse({
    ...more,
    question: { ...question, rows: total },
    tree: { ...more.tree, size: total },
    items: Array.from({ length: Math.max(0, end - from) }, (_, i) => ({
      ...items[0],
      position: from + i,
      index: from + i,
      values: [`G-${from + i + 1}`, 'owner', evidenceId],
    })),
    ...(end < total && { nextFrom: end }),
  });
}

export function evidenceDetail(): EvidenceDetail {
  return evidenceDetailSchema.parse({
    evidence,
    run: run().run,
    usedBy: ['grants-without-ticket'],
    controls,
  });
}

/** An open finding of the reader's. */
export function finding(fields: Partial<Finding> = {}): Finding {
  return findingSchema.parse({
    id,
    version: 1,
    number: 'FND0000001',
    updatedAt: at,
    report: 'sox-access',
    question: 'grants-without-ticket',
    questionVersion: '1',
    title: 'Grants without a ticket: G-17',
    severity: 'high',
    controls,
    key: [{ column: 'grant_id', value: 'G-17' }],
    fingerprint: 'a'.repeat(64),
    seen: { run: 'RUN0000007', position: 0, leaf: hash },
    state: 'open',
    opened: { by: 'plugin:compliance-evidence', at },
    owner: reader,
    entityRef,
    reopened: 0,
    hands: [],
    lastSeenRun: 'RUN0000007',
    ...fields,
  });
}

/** A request to the reader. */
export function request(
  fields: Partial<EvidenceRequest> = {},
): EvidenceRequest {
  return requestSchema.parse({
    id,
    version: 1,
    number: 'REQ0000001',
    updatedAt: at,
    title: 'Leavers of the third quarter',
    text: 'All people who left, with the end of their access.',
    due: '2026-01-01T00:00:00.000Z',
    controls: [],
    state: 'open',
    opened: { by: auditor, at },
    assignee: reader,
    answers: [],
    ...fields,
  });
}

export function attestation(fields: Partial<Attestation> = {}): Attestation {
  return attestationSchema.parse({
    id,
    version: 1,
    number: 'ATT0000001',
    updatedAt: at,
    title: 'SOX ITGC AC-2, 2026Q3',
    state: 'attested',
    control: controls[0],
    period: {
      label: '2026Q3',
      start: '2026-07-01T00:00:00.000Z',
      end: '2026-10-01T00:00:00.000Z',
    },
    run: { number: 'RUN0000007', report: 'sox-access', requestedBy: auditor },
    conclusion: 'effective-with-exceptions',
    text: 'One grant lacked its ticket.',
    open: ['FND0000001'],
    made: { by: reader, at },
    ...fields,
  });
}

export function controlList(): ControlList {
  const line = {
    report: 'sox-access',
    timeZone: 'Europe/Berlin',
    severity: 'high',
    lastRun: { number: 'RUN0000007', at },
    possible: 4,
  };
  const none = { open: 0, explained: 0, accepted: 0, remediating: 0 };
  return controlListSchema.parse({
    controls: [
      {
        control: controls[0],
        lines: [
          {
            ...line,
            question: 'grants-without-ticket',
            title: 'Grants without a ticket',
            outcome: 'violated',
            findings: { ...none, open: 3 },
            earned: 0,
          },
          {
            ...line,
            question: 'leavers',
            title: 'Leavers with access',
            outcome: 'passed',
            findings: none,
            earned: 4,
          },
        ],
        possible: 8,
        earned: 4,
        score: 50,
        attestation: attestation(),
      },
    ],
    possible: 8,
    earned: 4,
    score: 50,
    trend: [
      { run: 'RUN0000006', at, possible: 8, earned: 8, score: 100 },
      { run: 'RUN0000007', at, possible: 8, earned: 4, score: 50 },
    ],
  });
}

export function comparison(): RunComparison {
  return comparisonSchema.parse({
    report: 'sox-access',
    older: 'RUN0000006',
    newer: 'RUN0000007',
    questions: [
      {
        question: 'grants-without-ticket',
        title: 'Grants without a ticket',
        columns: {
          older: ['grant_id', 'granted_to'],
          newer: ['grant_id', 'granted_to'],
        },
        key: ['grant_id'],
        causes: [{ kind: 'source', name: 'grants', older: 'a', newer: 'b' }],
        added: 0,
        removed: 0,
        changed: 1,
        unexplained: 0,
        rows: [
          {
            kind: 'changed',
            key: ['G-17'],
            older: { position: 0, values: ['G-17', 'Åsa'] },
            newer: { position: 0, values: ['G-17', '日本'] },
            columns: ['granted_to'],
            causes: ['source'],
          },
        ],
      },
    ],
  });
}
