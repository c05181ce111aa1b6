import { Knex } from 'knex';

/**
 * Reads what does not depend on each other: at once where each read may have a connection of its own, one after the other in
 * a transaction, which has but one.
 */
export async function sideBySide<T extends unknown[]>(
  db: Pick<Knex, 'isTransaction'>,
  ...reads: { [K in keyof T]: () => Promise<T[K]> }
): Promise<T> {
  if (!db.isTransaction) {
    return Promise.all(reads.map(read => read())) as Promise<T>;
  }
  const all: unknown[] = [];
  for (const read of reads) all.push(await read());
  return all as T;
}
