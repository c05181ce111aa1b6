import {
  toHex,
  utf8,
  type LedgerEntry,
  type NodeId,
} from '@countersign/plugin-ledger-common';
import type { Knex } from 'knex';
import { sha256 } from '../hasher';
import type { SignedCheckpoint } from '../types';
import { prepared } from './prepared';

/** An entry that waits for its index. */
export interface PendingEntry {
  seq: number;
  leaf: string;
}

/** A leaf of the log. */
export interface IndexedLeaf {
  index: number;
  leaf: string;
}

/** A leaf with what its row repeats of it, to be found by. */
export interface FiledLeaf extends IndexedLeaf {
  id: string;
  subject: string;
  subjectSequence?: number;
}

const NEXT_OF = (subject: string) => `(
  SELECT coalesce(max(e.subject_sequence), 0) + 1 FROM ledger_entries AS e
  WHERE e.subject = ${subject} AND e.subject_sequence IS NOT NULL
)`;

/** A row of a timeline. */
export interface TimelineRow {
  seq: number;
  leaf: string;
  index: number | null;
}

/** A full subtree to be stored. */
export interface StoredNode extends NodeId {
  hash: Uint8Array;
}

/**
 * All SQL of the ledger but that of the tree's hashes. Every method takes the connection or transaction it runs in.
 * pg returns bigints as strings; no log comes near 2^53 entries, so they become numbers here.
 */
export class LedgerStore {
  readonly #origin: string;
  /** Channel of this log's notifications: channels belong to the whole database, which schemas share. */
  readonly channel: string;

  constructor(origin: string) {
    this.#origin = origin;
    this.channel = `ledger_${toHex(sha256(utf8(origin))).slice(0, 32)}`;
  }

  /**
   * One round trip: the entries, their places in the queue, and where asked for the word to the sequencer, delivered at
   * commit. No row is locked.
   *
   * @param options - `ifNext`: writes them only when their numbers are the next ones of their subjects.
   * @returns whether they were written
   */
  async insertEntries(
    trx: Knex,
    all: readonly { entry: LedgerEntry; leaf: string }[],
    options: { ifNext: boolean; notify: boolean },
  ): Promise<boolean> {
    const { rows } = await prepared(
      trx.raw<{ rows: unknown[] }>(
        `WITH given AS (
         SELECT * FROM unnest(:ids::uuid[], :subjects::text[], :numbers::integer[], :leaves::text[])
           WITH ORDINALITY AS given (id, subject, number, leaf, n)
       ), entry AS (
         INSERT INTO ledger_entries (id, subject, subject_sequence, leaf)
         SELECT id, subject, number, leaf FROM given ${
           options.ifNext
             ? `WHERE NOT EXISTS (
                  SELECT FROM (SELECT subject, min(number) AS number FROM given GROUP BY subject) AS first
                  WHERE number <> ${NEXT_OF('first.subject')}
                )`
             : ''
         }
         ORDER BY n
         RETURNING seq
       ), queued AS (
         INSERT INTO ledger_pending (entry_seq) SELECT seq FROM entry
       )
       SELECT ${
         options.notify ? `pg_notify(:channel, '')` : 'seq'
       } FROM entry LIMIT 1`,
        {
          ids: all.map(({ entry }) => entry.id),
          subjects: all.map(({ entry }) => entry.subject),
          numbers: all.map(({ entry }) => entry.subjectSequence ?? null),
          leaves: all.map(({ leaf }) => leaf),
          channel: this.channel,
        },
      ),
    );
    return rows.length > 0;
  }

  /** The number that the next entry of each of these subjects gets. */
  async nextSubjectSequences(
    trx: Knex,
    subjects: string[],
  ): Promise<Map<string, number>> {
    if (!subjects.length) return new Map();
    const { rows } = await prepared(
      trx.raw<{ rows: Array<{ subject: string; next: number }> }>(
        `SELECT subject, ${NEXT_OF('asked.subject')} AS next
         FROM unnest(?::text[]) AS asked (subject)`,
        [subjects],
      ),
    );
    return new Map(rows.map(({ subject, next }) => [subject, next]));
  }

  /** Held to the end of the transaction, by one sequencer of this log at a time. */
  async lockLog(trx: Knex) {
    await trx.raw(`SET LOCAL lock_timeout = '30s'`);
    await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `ledger ${this.#origin}`,
    ]);
  }

  async hasPending(knex: Knex): Promise<boolean> {
    const { rows } = await knex.raw<{ rows: Array<{ pending: boolean }> }>(
      'SELECT EXISTS (SELECT FROM ledger_pending) AS pending',
    );
    return rows[0].pending;
  }

  /** Takes the oldest committed entries from the queue. */
  async takePending(trx: Knex, limit: number): Promise<PendingEntry[]> {
    const { rows } = await trx.raw<{
      rows: Array<{ seq: string; leaf: string }>;
    }>(
      `WITH taken AS (
         DELETE FROM ledger_pending
         WHERE entry_seq IN (SELECT entry_seq FROM ledger_pending ORDER BY entry_seq LIMIT ?)
         RETURNING entry_seq
       )
       SELECT seq, leaf FROM taken JOIN ledger_entries ON seq = entry_seq ORDER BY seq`,
      [limit],
    );
    return rows.map(({ seq, leaf }) => ({ seq: Number(seq), leaf }));
  }

  async insertLeaves(
    trx: Knex,
    first: number,
    entries: PendingEntry[],
    hashes: Uint8Array[],
  ) {
    await trx.raw(
      `INSERT INTO ledger_leaves (index, entry_seq, leaf_hash)
       SELECT ? + n - 1, entry_seq, leaf_hash
       FROM unnest(?::bigint[], ?::bytea[]) WITH ORDINALITY AS leaf (entry_seq, leaf_hash, n)`,
      [
        first,
        entries.map(({ seq }) => seq),
        hashes.map(hash => Buffer.from(hash)),
      ],
    );
  }

  async insertNodes(trx: Knex, nodes: StoredNode[]) {
    if (nodes.length > 0) {
      await trx.raw(
        `INSERT INTO ledger_nodes (level, index, hash)
         SELECT * FROM unnest(?::smallint[], ?::bigint[], ?::bytea[])`,
        [
          nodes.map(({ level }) => level),
          nodes.map(({ index }) => index),
          nodes.map(({ hash }) => Buffer.from(hash)),
        ],
      );
    }
  }

  async insertCheckpoint(trx: Knex, size: number, note: string) {
    await trx.raw('INSERT INTO ledger_checkpoints (size, note) VALUES (?, ?)', [
      size,
      note,
    ]);
  }

  async latestCheckpoint(knex: Knex): Promise<SignedCheckpoint | undefined> {
    const [latest] = await this.#checkpoints(
      knex,
      'ORDER BY size DESC LIMIT 1',
      [],
    );
    return latest;
  }

  /** Checkpoints of more than `size` leaves, smallest first. */
  async checkpointsAfter(
    knex: Knex,
    size: number,
    limit: number,
  ): Promise<SignedCheckpoint[]> {
    return this.#checkpoints(knex, 'WHERE size > ? ORDER BY size LIMIT ?', [
      size,
      limit,
    ]);
  }

  async #checkpoints(
    knex: Knex,
    which: string,
    bindings: number[],
  ): Promise<SignedCheckpoint[]> {
    const { rows } = await knex.raw<{
      rows: Array<{ size: string; note: string; signed_at: Date }>;
    }>(
      `SELECT size, note, signed_at FROM ledger_checkpoints ${which}`,
      bindings,
    );
    return rows.map(row => ({
      size: Number(row.size),
      note: row.note,
      signedAt: row.signed_at.toISOString(),
    }));
  }

  /**
   * Subjects with entries from an index on or without one yet, and the index that the next entry gets. One statement: an
   * entry that gets its index meanwhile is still seen, here or there.
   */
  async subjectsSince(
    knex: Knex,
    first: number,
  ): Promise<{ subjects: string[]; next: number }> {
    const { rows } = await knex.raw<{
      rows: Array<{ subjects: string[]; next: string }>;
    }>(
      `WITH indexed AS MATERIALIZED (SELECT index, entry_seq FROM ledger_leaves WHERE index >= :first)
       SELECT coalesce((SELECT max(index) + 1 FROM indexed), :first) AS next,
         ARRAY(SELECT DISTINCT subject FROM ledger_entries WHERE seq IN
           (SELECT entry_seq FROM indexed UNION ALL SELECT entry_seq FROM ledger_pending)) AS subjects`,
      { first },
    );
    return { subjects: rows[0].subjects, next: Number(rows[0].next) };
  }

  /** Consecutive leaves from an index on. */
  async leavesFrom(
    knex: Knex,
    first: number,
    limit: number,
  ): Promise<FiledLeaf[]> {
    const { rows } = await knex.raw<{
      rows: Array<{
        index: string;
        leaf: string;
        id: string;
        subject: string;
        subject_sequence: number | null;
      }>;
    }>(
      `SELECT index, leaf, id, subject, subject_sequence
       FROM ledger_leaves JOIN ledger_entries ON seq = entry_seq
       WHERE index >= ? AND index < ? ORDER BY index`,
      [first, first + limit],
    );
    return rows.map(({ subject_sequence, index, ...row }) => ({
      ...row,
      index: Number(index),
      ...(subject_sequence !== null && { subjectSequence: subject_sequence }),
    }));
  }

  /** The leaves about a subject among the first `size` of the log. */
  async leavesOf(
    knex: Knex,
    subject: string,
    size: number,
    limit: number,
  ): Promise<IndexedLeaf[]> {
    const { rows } = await knex.raw<{
      rows: Array<{ index: string; leaf: string }>;
    }>(
      `SELECT index, leaf FROM ledger_entries JOIN ledger_leaves ON entry_seq = seq
       WHERE subject = ? AND index < ? ORDER BY index LIMIT ?`,
      [subject, size, limit],
    );
    return rows.map(row => ({ ...row, index: Number(row.index) }));
  }

  /** The index of an entry: null while it has none, undefined when there is no such entry. */
  async indexOf(knex: Knex, id: string): Promise<number | null | undefined> {
    const { rows } = await knex.raw<{ rows: Array<{ index: string | null }> }>(
      `SELECT index FROM ledger_entries LEFT JOIN ledger_leaves ON entry_seq = seq WHERE id = ?`,
      [id],
    );
    const [row] = rows;
    return row && (row.index === null ? null : Number(row.index));
  }

  /** Entries of a subject in order of insertion, after (or, newest first, before) a position. */
  async timeline(
    knex: Knex,
    subject: string,
    order: 'asc' | 'desc',
    from: number | undefined,
    limit: number,
  ): Promise<TimelineRow[]> {
    const [beyond, direction] = order === 'asc' ? ['>', 'ASC'] : ['<', 'DESC'];
    const { rows } = await knex.raw<{
      rows: Array<{ seq: string; leaf: string; index: string | null }>;
    }>(
      `SELECT seq, leaf, index FROM ledger_entries LEFT JOIN ledger_leaves ON entry_seq = seq
       WHERE subject = ? ${from === undefined ? '' : `AND seq ${beyond} ?`}
       ORDER BY seq ${direction} LIMIT ?`,
      [subject, ...(from === undefined ? [] : [from]), limit],
    );
    return rows.map(row => ({
      seq: Number(row.seq),
      leaf: row.leaf,
      index: row.index === null ? null : Number(row.index),
    }));
  }

  /** Entries that are committed and wait for their index. */
  async countPending(knex: Knex): Promise<number> {
    const { rows } = await knex.raw<{ rows: Array<{ pending: string }> }>(
      'SELECT count(*) AS pending FROM ledger_pending',
    );
    return Number(rows[0].pending);
  }

  /** Entries that are neither in the tree nor waiting for it. There is no way to get there but by hand. */
  async countLost(knex: Knex): Promise<number> {
    const { rows } = await knex.raw<{ rows: Array<{ lost: string }> }>(
      `SELECT count(*) AS lost FROM ledger_entries
       WHERE NOT EXISTS (SELECT FROM ledger_leaves WHERE entry_seq = seq)
         AND NOT EXISTS (SELECT FROM ledger_pending WHERE entry_seq = seq)`,
    );
    return Number(rows[0].lost);
  }
}
