import { randomUUID } from 'crypto';
import {
  iso,
  KeysetList,
  Row,
  compact,
} from '@countersign/plugin-governance-node';
import { DeadLetter } from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

/** What could not be read. */
export interface NewDeadLetter {
  integration: string;
  kind: string;
  /** Without secrets. Undefined where it was not taken. */
  body: string | undefined;
  problems: readonly string[];
  receivedAt: Date;
}

/** Of each sender the last so many are kept: one that sends nothing but what cannot be read does not fill the disk. */
const MOST_OF_ONE = 200;

/** Dead letters: what could not be read, with why. */
export class DeadLetterStore {
  async add(trx: Knex, letters: readonly NewDeadLetter[]): Promise<void> {
    if (letters.length === 0) return;
    await trx('dead_letters').insert(
      letters.map(({ receivedAt, problems, body, ...letter }) => ({
        id: randomUUID(),
        received_at: receivedAt,
        problems: JSON.stringify(problems),
        body: body ?? null,
        ...letter,
      })),
    );
    for (const integration of new Set(letters.map(l => l.integration))) {
      await trx('dead_letters')
        .where({ integration })
        .where(
          'seq',
          '<=',
          trx('dead_letters')
            .where({ integration })
            .orderBy('seq', 'desc')
            .offset(MOST_OF_ONE)
            .limit(1)
            .select('seq'),
        )
        .delete();
    }
  }

  async list(
    db: Knex,
    {
      limit,
      cursor,
      settled,
      integration,
    }: {
      limit: number;
      cursor?: string;
      settled?: boolean;
      integration?: string[];
    },
  ) {
    const matching = db('dead_letters');
    if (settled === true) matching.whereNotNull('settled_at');
    if (settled === false) matching.whereNull('settled_at');
    if (integration) matching.whereIn('integration', integration);
    return new KeysetList({
      sort: 'received',
      column: 'received_at',
      order: 'desc',
      table: 'dead_letters',
      columns: ['dead_letters.*'],
      limit,
      cursor,
      toItem: toLetter,
    }).page(matching);
  }

  async lock(trx: Knex, id: string): Promise<DeadLetter | undefined> {
    const row = await trx('dead_letters').where({ id }).forUpdate().first();
    return row && toLetter(row);
  }

  async settle(
    trx: Knex,
    id: string,
    { as, by, at }: { as: 'replayed' | 'discarded'; by: string; at: Date },
  ): Promise<DeadLetter> {
    const [row] = await trx('dead_letters')
      .where({ id })
      .update({ settled_at: at, settled_by: by, settled_as: as })
      .returning('*');
    return toLetter(row);
  }
}

function toLetter(row: Row): DeadLetter {
  return compact({
    id: String(row.id),
    integration: String(row.integration),
    kind: String(row.kind),
    body: (row.body as string | null) ?? undefined,
    problems: row.problems as string[],
    receivedAt: iso(row.received_at)!,
    settledAt: iso(row.settled_at),
    settledBy: (row.settled_by as string | null) ?? undefined,
    settledAs: (row.settled_as as DeadLetter['settledAs'] | null) ?? undefined,
  });
}
