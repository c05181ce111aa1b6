import { compact, iso } from '@countersign/plugin-governance-node';
import { PageMail } from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

/** What became of the mails by which pages went on from the portal. */
export class PageMailStore {
  /**
   * What is heard late changes nothing: a mail that was sent stays sent, and news older than what is known is passed over.
   *
   * @returns the incident that the page is of; undefined where there is no such page, or nothing new
   */
  async note(
    db: Knex,
    page: string,
    { who, state, at, attempts, failure }: PageMail,
  ): Promise<string | undefined> {
    const { rows } = await db.raw(
      `INSERT INTO escalation_mails AS m (page, who, state, at, attempts, failure)
       SELECT id, ?, ?, ?::timestamptz, ?::integer, ? FROM escalation_pages WHERE id = ?
       ON CONFLICT (page, who) DO UPDATE
         SET state = excluded.state, at = excluded.at,
             attempts = excluded.attempts, failure = excluded.failure
         WHERE m.state <> 'sent' AND m.at <= excluded.at
       RETURNING (SELECT number FROM escalation_pages p WHERE p.id = m.page) AS number`,
      [who, state, at, attempts, failure ?? null, page],
    );
    return rows[0]?.number;
  }

  /** Of each page of an incident that has some. */
  async of(db: Knex, number: string): Promise<Map<string, PageMail[]>> {
    const rows = await db('escalation_mails AS m')
      .join('escalation_pages AS p', 'p.id', 'm.page')
      .where('p.number', number)
      .orderBy('m.who')
      .select('m.*');
    const mails = new Map<string, PageMail[]>();
    for (const row of rows) {
      const mail = compact({
        who: row.who,
        state: row.state,
        at: iso(row.at)!,
        attempts: row.attempts,
        failure: row.failure ?? undefined,
      });
      mails.set(row.page, [...(mails.get(row.page) ?? []), mail]);
    }
    return mails;
  }
}
