import { groupedBy } from '@countersign/plugin-governance-common';
import { Knex } from 'knex';

/** That a sender delivered something. */
export interface HealthNews {
  integration: string;
  receivedAt: Date;
  isTest: boolean;
  notes: readonly string[];
}

export interface Health {
  integration: string;
  lastAt: Date | undefined;
  lastTestAt: Date | undefined;
  notes: string[];
}

/** How it goes with each sender: when it delivered last, and when somebody last tried the connection. */
export class HealthStore {
  async note(trx: Knex.Transaction, news: readonly HealthNews[]) {
    const byIntegration = groupedBy(news, ({ integration }) => integration);
    for (const integration of [...byIntegration.keys()].sort()) {
      const of = byIntegration.get(integration)!;
      const last = (all: readonly HealthNews[]) =>
        all.reduce<Date | null>(
          (latest, { receivedAt }) =>
            latest && latest > receivedAt ? latest : receivedAt,
          null,
        );
      await trx.raw(
        `INSERT INTO intake_health AS h (integration, last_at, last_test_at, notes)
         VALUES (?, ?, ?, ?::jsonb)
         ON CONFLICT (integration) DO UPDATE SET
           last_at = greatest(h.last_at, excluded.last_at),
           last_test_at = greatest(h.last_test_at, excluded.last_test_at),
           notes = excluded.notes`,
        [
          integration,
          last(of),
          last(of.filter(({ isTest }) => isTest)),
          JSON.stringify([...new Set(of.flatMap(({ notes }) => notes))]),
        ],
      );
    }
  }

  async all(db: Knex): Promise<Map<string, Health>> {
    const rows = await db('intake_health').select('*');
    return new Map(
      rows.map(row => [
        row.integration,
        {
          integration: row.integration,
          lastAt: row.last_at ?? undefined,
          lastTestAt: row.last_test_at ?? undefined,
          notes: row.notes,
        },
      ]),
    );
  }
}
