import {
  PackQuestion,
  RunArtefact,
} from '@countersign/plugin-compliance-evidence-common';
import { json } from '@countersign/plugin-governance-node';
import { NodeId } from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';

/** The answer to a question, with where its bytes are. */
export interface StoredQuestion extends PackQuestion {
  /** In the store. */
  key: string;
  tookMs: number;
}

/** A row of an answer, as it is kept. */
export interface StoredRow {
  index: number;
  question: string;
  position: number;
  row: string;
  evidence: string[];
  hash: Uint8Array;
}

/** A rendering, with where its bytes are. */
export interface StoredArtefact extends RunArtefact {
  key: string;
}

/** An entity that the answers of a run name. */
export interface NamedEntity {
  entityRef: string;
  /** So many rows of questions that ask for violations name it. */
  violations: number;
}

/** The hash of a perfect subtree of a run's tree. */
export interface StoredNode extends NodeId {
  hash: Uint8Array;
}

/** What runs answered and rendered, row by row: written once. */
export class ResultStore {
  async insertQuestion(
    trx: Knex.Transaction,
    runId: string,
    position: number,
    question: StoredQuestion,
  ): Promise<void> {
    const { queryDigest, tookMs, columns, ...fields } = question;
    await trx('run_questions').insert({
      ...fields,
      run_id: runId,
      position,
      query_digest: queryDigest,
      took_ms: tookMs,
      columns: json(columns),
    });
  }

  async questions(db: Knex, runId: string): Promise<StoredQuestion[]> {
    const rows = await db('run_questions')
      .where({ run_id: runId })
      .orderBy('position');
    return rows.map(row => ({
      name: row.name,
      version: row.version,
      owner: row.owner,
      queryDigest: row.query_digest,
      columns: row.columns,
      rows: Number(row.rows),
      sha256: row.sha256,
      first: Number(row.first),
      key: row.key,
      tookMs: row.took_ms,
    }));
  }

  /** Many at once: as arrays they are one statement of one plan. */
  async insertRows(
    trx: Knex.Transaction,
    runId: string,
    rows: readonly StoredRow[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await trx.raw(
      `INSERT INTO run_rows (run_id, index, question, position, row, evidence, hash)
       SELECT ?, index, question, position, row, string_to_array(evidence, ' '), hash
       FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bytea[])
         AS rows (index, question, position, row, evidence, hash)`,
      [
        runId,
        rows.map(({ index }) => index),
        rows.map(({ question }) => question),
        rows.map(({ position }) => position),
        rows.map(({ row }) => row),
        rows.map(({ evidence }) => evidence.join(' ')),
        rows.map(({ hash }) => Buffer.from(hash)),
      ],
    );
  }

  async insertEntities(
    trx: Knex.Transaction,
    runId: string,
    entities: readonly NamedEntity[],
  ): Promise<void> {
    await trx.raw(
      `INSERT INTO run_entities (run_id, entity_ref, violations)
       SELECT ?, entity_ref, violations
       FROM unnest(?::text[], ?::bigint[]) AS named (entity_ref, violations)`,
      [
        runId,
        entities.map(({ entityRef }) => entityRef),
        entities.map(({ violations }) => violations),
      ],
    );
  }

  /** Rows from an index of the tree on. */
  async rows(
    db: Knex,
    runId: string,
    from: number,
    limit: number,
  ): Promise<StoredRow[]> {
    const rows = await db('run_rows')
      .where({ run_id: runId })
      .where('index', '>=', from)
      .orderBy('index')
      .limit(limit);
    return rows.map(row => ({
      index: Number(row.index),
      question: row.question,
      position: Number(row.position),
      row: row.row,
      evidence: row.evidence,
      hash: new Uint8Array(row.hash),
    }));
  }

  /** Hashes of leaves, `from` included and `to` not. */
  async leaves(
    db: Knex,
    runId: string,
    { from, to }: { from: number; to: number },
  ): Promise<Uint8Array[]> {
    const rows = await db('run_rows')
      .where({ run_id: runId })
      .where('index', '>=', from)
      .where('index', '<', to)
      .orderBy('index')
      .select('hash');
    return rows.map(({ hash }) => new Uint8Array(hash));
  }

  async insertNodes(
    trx: Knex.Transaction,
    runId: string,
    nodes: readonly StoredNode[],
  ): Promise<void> {
    if (nodes.length === 0) return;
    await trx.raw(
      `INSERT INTO run_nodes (run_id, level, index, hash)
       SELECT ?, * FROM unnest(?::integer[], ?::bigint[], ?::bytea[])`,
      [
        runId,
        nodes.map(({ level }) => level),
        nodes.map(({ index }) => index),
        nodes.map(({ hash }) => Buffer.from(hash)),
      ],
    );
  }

  async nodes(
    db: Knex,
    runId: string,
    wanted: readonly NodeId[],
  ): Promise<StoredNode[]> {
    if (wanted.length === 0) return [];
    const rows = await db('run_nodes')
      .where({ run_id: runId })
      .whereIn(
        ['level', 'index'],
        wanted.map(({ level, index }) => [level, index]),
      );
    return rows.map(({ level, index, hash }) => ({
      level,
      index: Number(index),
      hash: new Uint8Array(hash),
    }));
  }

  async insertArtefacts(
    trx: Knex.Transaction,
    runId: string,
    artefacts: readonly StoredArtefact[],
  ): Promise<void> {
    if (artefacts.length === 0) return;
    await trx('run_artefacts').insert(
      artefacts.map(({ from, ...fields }, position) => ({
        ...fields,
        run_id: runId,
        position,
        questions: json(from),
      })),
    );
  }

  async artefacts(db: Knex, runId: string): Promise<StoredArtefact[]> {
    const rows = await db('run_artefacts')
      .where({ run_id: runId })
      .orderBy('position');
    return rows.map(({ path, sha256, size, questions, key }) => ({
      path,
      sha256,
      size: Number(size),
      from: questions,
      key,
    }));
  }
}
