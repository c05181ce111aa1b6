import { canonicalJson } from '@countersign/plugin-ledger-common';
import { EvidenceProblem } from '../evidence/EvidenceProblem';
import { EvidenceRow } from '../evidence/model';
import { RawSummary } from '../evidence/RawSummary';
import { readRowBatches } from '../evidence/readRows';
import { PackManifest, packPaths } from '../pack/model';
import { ReportBundle, SourceDeclaration } from '../report/model';
import {
  PARAMETERS_TABLE,
  parameterColumns,
  parameterRows,
} from '../report/parameters';
import {
  allAtOnce,
  sharedKeys,
  stagedColumns,
  withEvidence,
} from '../report/staged';
import { SqlEngine } from '../sql/model';
import { ClaimList, reasonOf } from './ClaimList';
import { PackFiles } from './files';

/** A snapshot, and what the report declares of it. */
interface Snapshot {
  evidence: EvidenceRow;
  source: SourceDeclaration;
}

/** Each source of the report has one snapshot that was asked for by its query, and there is no other. */
export function checkSnapshots(
  { evidence, run }: PackManifest,
  { definition }: ReportBundle,
  claims: ClaimList,
  files: PackFiles,
): Snapshot[] {
  const { sources } = definition.spec;
  const refute = (detail: string) => claims.refutes('snapshots', detail);
  const ids = evidence.map(({ id }) => id);
  if (new Set(ids).size < ids.length) refute('Two snapshots have one id.');
  for (const { source, id } of evidence) {
    if (!sources.some(({ name }) => name === source)) {
      refute(`${id} is of ${source}, which is no source of the report.`);
    }
  }
  const snapshots = sources.flatMap((source): Snapshot[] => {
    const own = evidence.filter(each => each.source === source.name);
    if (own.length !== 1) {
      refute(`${source.name} has ${own.length} snapshots, not one.`);
      return [];
    }
    checkOne(own[0], source, run.number, refute);
    return [{ evidence: own[0], source }];
  });
  for (const { evidence: each } of snapshots) {
    const path = packPaths.snapshot(each);
    if (!files.paths().includes(path)) refute(`${path} is missing.`);
    else if (files.size(path) !== each.size) {
      refute(`${path} has ${files.size(path)} bytes, not ${each.size}.`);
    }
    claims.supports(
      'snapshots',
      `${each.source}: ${each.rowCount} records of ${each.sourceSystem} as of ${each.asOf}, taken ${each.executedAt} by ${each.executedBy}.`,
    );
  }
  return snapshots;
}

function checkOne(
  { id, queryName, queryText, columns, recordsAt }: EvidenceRow,
  source: SourceDeclaration,
  run: string,
  refute: (detail: string) => void,
): void {
  const { query } = source;
  if (queryName !== query.name || queryText !== query.text) {
    refute(
      `${source.name} of ${run} was asked another query (${queryName}) than the report has.`,
    );
  }
  if (
    canonicalJson(columns, { omitUndefined: true }) !==
    canonicalJson(source.columns, { omitUndefined: true })
  ) {
    refute(
      `${id} was read with other columns than the report declares for ${source.name}.`,
    );
  }
  if (
    source.recordsAt !== undefined &&
    recordsAt !== undefined &&
    recordsAt !== source.recordsAt
  ) {
    refute(
      `${id} has its records at ${recordsAt}, the report at ${source.recordsAt}.`,
    );
  }
}

/** Stages every snapshot, as the portal did; what differs from the declaration is told. */
export async function stageSnapshots(
  files: PackFiles,
  snapshots: readonly Snapshot[],
  { definition }: ReportBundle,
  { run }: PackManifest,
  engine: SqlEngine,
  claims: ClaimList,
): Promise<void> {
  const rows = parameterRows(definition, run.parameters, run.period);
  await engine.stage(PARAMETERS_TABLE, parameterColumns, allAtOnce(rows));
  for (const { evidence, source } of snapshots) {
    const refute = (detail: string) =>
      claims.refutes('staged', `${source.name}: ${detail}`);
    const summary = new RawSummary();
    try {
      const records = readRowBatches(
        files.open(packPaths.snapshot(evidence)),
        { ...evidence, columns: source.columns, readAs: source.readAs },
        summary,
      );
      await engine.stage(
        source.name,
        stagedColumns(source),
        withEvidence(records, evidence.id),
      );
    } catch (error) {
      refute(
        error instanceof EvidenceProblem ? error.message : reasonOf(error),
      );
      continue;
    }
    if (summary.rows !== evidence.rowCount) {
      refute(
        `It has ${summary.rows} records, the manifest says ${evidence.rowCount}.`,
      );
    }
    if (summary.fingerprint() !== evidence.schemaFingerprint) {
      refute('It has other fields than the manifest says.');
    }
    const least = source.expect?.minRows ?? 0;
    if (summary.rows < least) {
      refute(
        `It has ${summary.rows} records, the report expects ${least} or more.`,
      );
    }
    if (
      (await firstLineBelowHeader(engine, sharedKeys(source))) !== undefined
    ) {
      refute(`Several records share a key (${source.key.join(', ')}).`);
    }
    claims.supports('staged', `${source.name}: ${summary.rows} records.`);
  }
}

/** The beginning of a result's first row; undefined where it has none. */
async function firstLineBelowHeader(
  engine: SqlEngine,
  sql: string,
): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of engine.copyOut(sql)) {
    text += decoder.decode(piece, { stream: true });
  }
  return text.split('\n')[1] || undefined;
}
