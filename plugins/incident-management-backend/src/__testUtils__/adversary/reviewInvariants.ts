import {
  ActionItem,
  IncidentFacts,
} from '@countersign/plugin-incident-management-common';
import { digestOf, LedgerEntry } from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';

type Say = (invariant: string, kind: string, text: string) => void;

/** What every review and action item has to keep to, told from the entries alone. */
export function judgeReview(
  number: string,
  entries: readonly LedgerEntry[],
  say: Say,
): void {
  const owners = new Map<string, string>();
  const ended = new Set<string>();
  let isOver = false;
  let author: string | undefined;
  let revision = 0;
  let words: string | undefined;
  for (const { id, type, actor, data } of entries) {
    const told = data as Record<string, string>;
    switch (type.slice('incident.'.length)) {
      case 'resolved':
        isOver = true;
        break;
      case 'reopened':
        isOver = false;
        break;
      case 'review_started':
        if (author) say('An incident has one review', 'two-reviews', number);
        author = actor;
        revision = 1;
        words = digestOf(told.content);
        break;
      case 'review_taken':
        author = actor;
        break;
      case 'review_edited':
        if (actor !== author || Number(told.revision) !== revision + 1) {
          say('Its author writes a review on', 'overwritten', number);
        }
        revision += 1;
        words = digestOf(told.content);
        break;
      case 'review_published':
        if (!isOver) {
          say('Nobody publishes a review of what is open', 'early', number);
        }
        if (actor !== author || told.digest !== words) {
          say('What is published is what was written', 'published', number);
        }
        break;
      case 'action_added':
        owners.set(id, told.owner);
        break;
      case 'action_changed':
        if (told.owner) owners.set(told.action, told.owner);
        break;
      case 'action_done':
      case 'action_canceled': {
        const isDone = type.endsWith('done');
        const owns = owners.get(told.action) === actor;
        if (ended.has(told.action)) {
          say('An action item ends once', 'ended-twice', number);
        }
        ended.add(told.action);
        if (isDone ? !owns && actor !== author : owns) {
          say('Who ends an action item may', 'ended-by', `${number} ${actor}`);
        }
        break;
      }
      default:
    }
  }
}

/** Lists say of action items what their incidents do. */
export async function judgeActionRows(
  knex: Knex,
  facts: ReadonlyMap<string, { facts: IncidentFacts }>,
  say: Say,
): Promise<void> {
  const rows: { number: string; item: ActionItem }[] = await knex(
    'incident_actions',
  )
    .whereIn('number', [...facts.keys()])
    .orderBy('seq')
    .select('number', 'item');
  for (const [number, { facts: one }] of facts) {
    const listed = rows.filter(each => each.number === number);
    const told = one.actionItems;
    if (digestOf(listed.map(({ item }) => item)) !== digestOf(told)) {
      say('Lists say what incidents say', 'action-rows', number);
    }
  }
}
