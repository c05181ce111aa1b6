import { ImportedJournal } from '@countersign/plugin-chaos-drills-common';
import { Row } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

const columns = [
  'digest',
  'title',
  'entity',
  'scenario',
  'started_at',
  'ended_at',
  'status',
  'deviated',
  'imported_by',
  'imported_at',
];

/** Journals of other tools, each kept once. */
export class JournalStore {
  /** False where it is there already. */
  async insert(
    trx: Knex.Transaction,
    journal: ImportedJournal,
    content: string,
  ): Promise<boolean> {
    const inserted = await trx('imported_journals')
      .insert({
        digest: journal.digest,
        title: journal.title,
        entity: journal.entity,
        scenario: journal.scenario,
        started_at: journal.startedAt,
        ended_at: journal.endedAt,
        status: journal.status,
        deviated: journal.deviated,
        imported_by: journal.importedBy,
        imported_at: journal.importedAt,
        content,
      })
      .onConflict('digest')
      .ignore()
      .returning('digest');
    return inserted.length === 1;
  }

  async find(db: Knex, digest: string): Promise<ImportedJournal | undefined> {
    const row = await db('imported_journals').where({ digest }).first(columns);
    return row && toJournal(row);
  }

  /** As it was brought, up to the spaces between its words. */
  async content(db: Knex, digest: string): Promise<string | undefined> {
    const row = await db('imported_journals')
      .where({ digest })
      .first('content');
    return row?.content;
  }

  /** The last ones that ended; of one service where it is named. */
  async list(
    db: Knex,
    limit: number,
    entity?: string,
  ): Promise<ImportedJournal[]> {
    const rows = await db('imported_journals')
      .where(entity === undefined ? {} : { entity })
      .orderBy('ended_at', 'desc')
      .limit(limit)
      .select(columns);
    return rows.map(toJournal);
  }
}

function toJournal(row: Row): ImportedJournal {
  const at = (value: unknown) => (value as Date).toISOString();
  return {
    digest: String(row.digest),
    title: String(row.title),
    entity: String(row.entity),
    scenario: String(row.scenario),
    startedAt: at(row.started_at),
    endedAt: at(row.ended_at),
    status: row.status as ImportedJournal['status'],
    deviated: Boolean(row.deviated),
    importedBy: String(row.imported_by),
    importedAt: at(row.imported_at),
  };
}
