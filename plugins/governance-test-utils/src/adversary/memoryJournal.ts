import { MemoryDatabase } from './MemoryDatabase';

/** What stands in for the tables that a journal of any area writes to, beside its ledger. */
export function memoryJournal(database: MemoryDatabase) {
  return {
    transaction: database.transaction.bind(database),
    idempotency: idempotency(database),
    outbox: outbox(database),
  };
}

function idempotency(database: MemoryDatabase) {
  const rows = database.table<{
    requestHash: string;
    response?: string;
    at: number;
    key: string;
  }>();
  const keyOf = (actor: string, key: string) => `${actor} ${key}`;
  return {
    async take(
      _: unknown,
      actor: string,
      name: string,
      requestHash: string,
    ): Promise<{ requestHash: string; response: unknown } | undefined> {
      const key = keyOf(actor, name);
      const known = rows.get(key);
      if (!known) {
        rows.set(key, { key, requestHash, at: Date.now() });
        return undefined;
      }
      return {
        requestHash: known.requestHash,
        response: known.response && JSON.parse(known.response),
      };
    },
    async answer(
      _: unknown,
      actor: string,
      name: string,
      response: unknown,
    ): Promise<void> {
      const key = keyOf(actor, name);
      rows.set(key, { ...rows.get(key)!, response: JSON.stringify(response) });
    },
    async clean(_: unknown, before: Date): Promise<number> {
      const old = rows.all().filter(row => row.at < before.getTime());
      for (const { key } of old) rows.delete(key);
      return old.length;
    },
  };
}

function outbox(database: MemoryDatabase) {
  const rows = database.table<unknown>();
  return {
    async add(_: unknown, messages: readonly unknown[]): Promise<void> {
      for (const message of messages) {
        rows.set(String(rows.all().length), message);
      }
    },
  };
}
