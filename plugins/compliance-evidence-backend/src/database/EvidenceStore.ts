import {
  Evidence,
  evidenceSchema,
} from '@countersign/plugin-compliance-evidence-common';
import { compact, iso, json, Row } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** What sources answered: written once. */
export class EvidenceStore {
  async insert(trx: Knex.Transaction, evidence: Evidence): Promise<void> {
    await trx('evidence').insert({
      id: evidence.id,
      run_id: evidence.runId,
      source: evidence.source,
      source_system: evidence.sourceSystem,
      query_name: evidence.queryName,
      query_text: evidence.queryText,
      query_params: json(evidence.queryParams),
      executed_at: evidence.executedAt,
      executed_by: evidence.executedBy,
      as_of: evidence.asOf,
      row_count: evidence.rowCount,
      sha256: evidence.sha256,
      size: evidence.size,
      key: evidence.key,
      format: evidence.format,
      records_at: evidence.recordsAt,
      completeness: json(evidence.completeness),
      schema_fingerprint: evidence.schemaFingerprint,
      columns: json(evidence.columns),
    });
  }

  /** Of a run, in the order of its sources. */
  async ofRun(db: Knex, runId: string): Promise<Evidence[]> {
    const rows = await db('evidence as e')
      .join('run_sources as s', on =>
        on.on('e.run_id', 's.run_id').andOn('e.source', 's.name'),
      )
      .where('e.run_id', runId)
      .orderBy('s.position')
      .select('e.*');
    return rows.map(toEvidence);
  }

  /** When the first and the last of its sources were taken. */
  async takenAt(
    db: Knex,
    runId: string,
  ): Promise<{ first: string; last: string } | undefined> {
    const row = await db('evidence')
      .where({ run_id: runId })
      .min('executed_at as first')
      .max('created_at as last')
      .first();
    return row?.first
      ? { first: iso(row.first)!, last: iso(row.last)! }
      : undefined;
  }

  async find(
    db: Knex,
    runId: string,
    id: string,
  ): Promise<Evidence | undefined> {
    const row = await db('evidence').where({ run_id: runId, id }).first();
    return row && toEvidence(row);
  }
}

function toEvidence(row: Row): Evidence {
  return evidenceSchema.parse(
    compact({
      id: row.id,
      runId: row.run_id,
      source: row.source,
      sourceSystem: row.source_system,
      queryName: row.query_name,
      queryText: row.query_text,
      queryParams: row.query_params,
      executedAt: iso(row.executed_at),
      executedBy: row.executed_by,
      asOf: iso(row.as_of),
      rowCount: Number(row.row_count),
      sha256: row.sha256,
      size: Number(row.size),
      key: row.key,
      format: row.format,
      recordsAt: row.records_at,
      completeness: row.completeness,
      schemaFingerprint: row.schema_fingerprint,
      columns: row.columns,
    }),
  );
}
