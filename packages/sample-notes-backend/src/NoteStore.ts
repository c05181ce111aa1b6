import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  applyCriteria,
  countUpTo,
  iso,
  KeysetList,
  Row,
  TextSearch,
  writtenMeanwhile,
} from '@countersign/plugin-governance-node';
import {
  Note,
  NoteFilters,
  noteNumber,
  NotePage,
  noteSchema,
} from '@countersign/sample-notes-common';
import { Knex } from 'knex';
import { NoteFilter } from './access';

/** Counting stops here: nobody reads so far. */
const COUNTED = 1000;

const order = { sort: 'updated', column: 'updated_at', order: 'desc' } as const;

/** What rules ask for, by its column. */
const columns = {
  author: { column: 'author', array: false },
  assignee: { column: 'assignee', array: false },
};

/** Notes, one row each: the only SQL of the area. */
export class NoteStore {
  /** Opens a note under the next number. */
  async insert(
    trx: Knex.Transaction,
    note: Pick<Note, 'id' | 'title' | 'entityRef' | 'author' | 'assignee'>,
    now: Date,
  ): Promise<Note> {
    const { rows } = await trx.raw<{ rows: { seq: string }[] }>(
      `SELECT nextval('note_numbers')::text AS seq`,
    );
    const [{ seq }] = rows;
    const { entityRef, ...fields } = note;
    const [row] = await trx('notes')
      .insert({
        ...fields,
        entity_ref: entityRef,
        seq,
        number: noteNumber.of(seq),
        state: 'open',
        created_at: now,
        updated_at: now,
      })
      .returning('*');
    return toNote(row);
  }

  /** By their numbers, in any order; those that are not there are left out. */
  async find(db: Knex, numbers: readonly string[]): Promise<Note[]> {
    return (await db('notes').whereIn('number', numbers)).map(toNote);
  }

  /** Locked until the transaction ends: its ledger entries are numbered. */
  async lock(trx: Knex.Transaction, number: string): Promise<Note | undefined> {
    const row = await trx('notes').where({ number }).forUpdate().first();
    return row && toNote(row);
  }

  /**
   * Writes a locked note: one version up.
   *
   * @param version - of the note that the caller read
   * @throws ConflictError when somebody else wrote it since
   */
  async update(
    trx: Knex.Transaction,
    { number }: Note,
    version: number,
    fields: Pick<Note, 'state'>,
    now: Date,
  ): Promise<Note> {
    const [row] = await trx('notes')
      .where({ number, version })
      .update({ ...fields, version: version + 1, updated_at: now })
      .returning('*');
    if (!row) throw writtenMeanwhile(number);
    return toNote(row);
  }

  /**
   * A page of the notes that fit every filter, the last written first.
   *
   * @param readable - what of it the reader may see; all when absent
   */
  async list(
    db: Knex,
    { state, entityRef, assignee, q, limit, cursor }: NoteFilters,
    readable?: PermissionCriteria<NoteFilter>,
  ): Promise<NotePage> {
    const matching = () => {
      const query = db('notes');
      if (state) query.whereIn('state', state);
      if (entityRef) query.whereIn('entity_ref', entityRef);
      if (assignee) query.whereIn('assignee', assignee);
      if (q) new TextSearch(q).filter(query);
      if (readable) query.where(all => applyCriteria(all, readable, columns));
      return query;
    };
    const page = await new KeysetList({
      ...order,
      limit,
      cursor,
      table: 'notes',
      columns: ['*'],
      toItem: toNote,
    }).page(matching());
    return { ...page, count: await countUpTo(db, matching(), COUNTED) };
  }
}

function toNote(row: Row): Note {
  return noteSchema.parse({
    ...row,
    entityRef: row.entity_ref,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
  });
}
