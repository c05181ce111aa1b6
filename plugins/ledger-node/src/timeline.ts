import { InputError } from '@backstage/errors';
import {
  parseLeaf,
  type TimelineItem,
  type TimelinePage,
  type TimelineQuery,
} from '@countersign/plugin-ledger-common';
import type { Knex } from 'knex';
import { LedgerStore } from './database/LedgerStore';

/** Entries a page, at most. */
const PAGE = 1000;

/**
 * A page of a subject's entries.
 *
 * @throws InputError when limit or cursor cannot be right
 */
export async function readTimeline(
  knex: Knex,
  store: LedgerStore,
  query: TimelineQuery,
): Promise<TimelinePage> {
  const { subject, limit = 100, cursor, order = 'desc' } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE) {
    throw new InputError(`limit must be 1 to ${PAGE}, not ${limit}`);
  }
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) {
    throw new InputError('cursor is not one that this timeline gave out');
  }
  const rows = await store.timeline(
    knex,
    subject,
    order,
    cursor === undefined ? undefined : Number(cursor),
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ leaf, index }) => ({ entry: parseLeaf(leaf), index })),
    ...(rows.length > limit && last && { nextCursor: String(last.seq) }),
  };
}

/** All entries of a subject, oldest first. */
export async function readWholeTimeline(
  knex: Knex,
  store: LedgerStore,
  subject: string,
): Promise<TimelineItem[]> {
  const items: TimelineItem[] = [];
  let cursor: string | undefined;
  do {
    const page: TimelinePage = await readTimeline(knex, store, {
      subject,
      cursor,
      order: 'asc',
      limit: PAGE,
    });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}
