import { compact, iso } from '@countersign/plugin-governance-node';
import { PageMessage } from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

/** What became of what went on from the portal of a page: by mail, or by Slack. */
export class PageMessageStore {
  readonly #table: 'escalation_mails' | 'escalation_slack_messages';
  /** Which message it is of those of a page. */
  readonly #key: readonly ('who' | 'workspace')[];

  constructor(via: 'mail' | 'slack') {
    this.#table =
      via === 'mail' ? 'escalation_mails' : 'escalation_slack_messages';
    this.#key = via === 'mail' ? ['who'] : ['who', 'workspace'];
  }

  /**
   * What is heard late changes nothing: a message that was sent stays sent, and news older than what is known is passed over.
   *
   * @param message - With the workspace it is posted in, of Slack.
   * @returns the incident that the page is of; undefined where there is no such page, or nothing new
   */
  async note(
    db: Knex,
    page: string,
    message: PageMessage & { workspace?: number },
  ): Promise<string | undefined> {
    const { state, at, attempts, failure, nextTryAt } = message;
    const key = this.#key.join(', ');
    const keyValues = this.#key
      .map(column => (column === 'workspace' ? '?::integer' : '?'))
      .join(', ');
    const { rows } = await db.raw(
      `INSERT INTO ?? AS m (page, ${key}, state, at, attempts, failure, next_try_at)
       SELECT id, ${keyValues}, ?, ?::timestamptz, ?::integer, ?, ?::timestamptz
         FROM escalation_pages WHERE id = ?
       ON CONFLICT (page, ${key}) DO UPDATE
         SET state = excluded.state, at = excluded.at, attempts = excluded.attempts,
             failure = excluded.failure, next_try_at = excluded.next_try_at
         WHERE m.state <> 'sent' AND m.at <= excluded.at
       RETURNING (SELECT number FROM escalation_pages p WHERE p.id = m.page) AS number`,
      [
        this.#table,
        ...this.#key.map(column => message[column] ?? null),
        ...[state, at, attempts, failure ?? null, nextTryAt ?? null, page],
      ],
    );
    return rows[0]?.number;
  }

  /** Of each page of an incident that has some. */
  async of(db: Knex, number: string): Promise<Map<string, PageMessage[]>> {
    const rows = await db(`${this.#table} AS m`)
      .join('escalation_pages AS p', 'p.id', 'm.page')
      .where('p.number', number)
      .orderBy(this.#key.map(column => `m.${column}`))
      .select('m.*');
    const messages = new Map<string, PageMessage[]>();
    for (const row of rows) {
      const message = compact({
        who: row.who,
        state: row.state,
        at: iso(row.at)!,
        attempts: row.attempts,
        failure: row.failure ?? undefined,
        nextTryAt: iso(row.next_try_at),
      });
      messages.set(row.page, [...(messages.get(row.page) ?? []), message]);
    }
    return messages;
  }
}
