import {
  CountedPage,
  ResolvedScope,
} from '@countersign/plugin-governance-common';
import {
  countUpTo,
  KeysetList,
  Row,
} from '@countersign/plugin-governance-node';
import {
  ActionFilters,
  ActionItem,
  actionItemSchema,
  ListedAction,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { ListReader, seenBy } from './IncidentListStore';

/** Counting stops here: nobody reads so far. */
const COUNTED = 1000;

/** What of an incident tells who sees its action items. */
const seen = ['title', 'private_to', 'team', 'reporter', 'responders'];

/** An action item that is due, of which its owner was not told. */
export interface DueAction {
  number: string;
  id: string;
  owner: string;
  text: string;
  /** Its incident is seen by a group alone. */
  isPrivate: boolean;
}

/** Action items over all incidents, one row each. */
export class ActionItemStore {
  /** Writes those of a locked incident that are new or other. */
  async write(
    trx: Knex.Transaction,
    number: string,
    before: readonly ActionItem[],
    after: readonly ActionItem[],
  ): Promise<void> {
    const known = new Set(before);
    const rows = after
      .filter(item => !known.has(item))
      .map(item => ({
        number,
        id: item.id,
        item: JSON.stringify(item),
        owner: item.owner.toLocaleLowerCase('en-US'),
        due_at: item.dueAt,
        action_state: item.state,
      }));
    if (rows.length === 0) return;
    await trx('incident_actions')
      .insert(rows)
      .onConflict(['number', 'id'])
      .merge(['item', 'owner', 'due_at', 'action_state']);
  }

  /** Open ones that have come due, the first due first: each is given out once for each time that it is due at. */
  async takeDue(
    trx: Knex.Transaction,
    now: Date,
    limit: number,
  ): Promise<DueAction[]> {
    const { rows } = await trx.raw<{ rows: Row[] }>(
      `UPDATE incident_actions a SET told_due = a.due_at
       FROM incidents i
       WHERE i.number = a.number AND (a.number, a.id) IN (
         SELECT number, id FROM incident_actions
         WHERE action_state = 'open' AND told_due IS DISTINCT FROM due_at AND due_at <= ?
         ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED)
       RETURNING a.number, a.id, a.item, i.private_to`,
      [now, limit],
    );
    return rows.map(row => {
      const { id, owner, text } = actionItemSchema.parse(row.item);
      const isPrivate = row.private_to !== null;
      return { number: String(row.number), id, owner, text, isPrivate };
    });
  }

  /** Those that fit every filter and whose incident the reader sees, the first due first. */
  async list(
    db: Knex,
    filters: ActionFilters,
    reader: ListReader,
  ): Promise<CountedPage<ListedAction>> {
    const { limit, cursor } = filters;
    const matching = () => filtered(db, filters, reader);
    const page = await new KeysetList({
      sort: 'due',
      column: 'due_at',
      order: 'asc',
      limit,
      cursor,
      table: 'incident_actions',
      columns: ['seq', 'number', 'title', 'item'],
      toItem: row => listed(row, reader.now),
    }).page(matching());
    return { ...page, count: await countUpTo(db, matching(), COUNTED) };
  }

  /** How many are open and due already, of the incidents of a scope that the reader sees. */
  async countOverdue(
    db: Knex,
    { teams, items }: ResolvedScope,
    reader: ListReader,
  ): Promise<number> {
    const query = seenBy(
      db('incident_actions as a').join(
        'incidents as i',
        'i.number',
        'a.number',
      ),
      reader,
    )
      .where({ action_state: 'open' })
      .where('due_at', '<=', reader.now);
    if (teams) query.whereRaw('i.team && ?::text[]', [teams]);
    if (items) query.whereRaw('i.entities && ?::text[]', [items]);
    const row: Row = await query.count('* AS n').first();
    return Number(row.n);
  }
}

function filtered(
  db: Knex,
  { state, owner, mine, overdue, incident }: ActionFilters,
  reader: ListReader,
): Knex.QueryBuilder {
  const query = seenBy(
    db.from(
      db('incident_actions as a')
        .join('incidents as i', 'i.number', 'a.number')
        .select('a.*', ...seen.map(column => `i.${column}`))
        .as('incident_actions'),
    ),
    reader,
  );
  if (state) query.whereIn('action_state', state);
  if (owner) {
    query.whereIn(
      'owner',
      owner.map(ref => ref.toLocaleLowerCase('en-US')),
    );
  }
  if (mine !== undefined) {
    query[mine ? 'where' : 'whereNot'](
      'owner',
      reader.ref.toLocaleLowerCase('en-US'),
    );
  }
  if (overdue !== undefined) {
    const late = (rows: Knex.QueryBuilder) =>
      rows.where('action_state', 'open').where('due_at', '<=', reader.now);
    query[overdue ? 'where' : 'whereNot'](late);
  }
  if (incident) query.whereIn('number', incident);
  return query;
}

function listed({ number, title, item }: Row, now: Date): ListedAction {
  const read = actionItemSchema.parse(item);
  return {
    ...read,
    incident: String(number),
    title: String(title),
    overdue: read.state === 'open' && Date.parse(read.dueAt) <= now.getTime(),
  };
}
