import { randomBytes } from 'crypto';
import { createServer, IncomingMessage, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { SnapshotStore } from './SnapshotStore';

/** A store as its tests see it: from outside, too. */
export interface StoreUnderTest {
  store: SnapshotStore;
  /** What is kept, by its keys. */
  keys(): string[] | Promise<string[]>;
  /** Somebody changes what is kept there. */
  spoil(key: string, bytes: Uint8Array): void | Promise<void>;
  /** Files that are on their way: none once something is kept, or was refused. */
  underWay(): Promise<string[]>;
}

/** Bytes as they come from a source, a piece at a time. */
export async function* inPieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  const piece = Math.max(700, bytes.length / 10);
  for (let at = 0; at < bytes.length; at += piece) {
    yield bytes.subarray(at, at + piece);
  }
}

/** All that a store gives back. */
export async function readAll(
  pieces: AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/**
 * What every store of snapshots has to do, each with its name: for `it.each`.
 *
 * @param open - The store, with nothing in it.
 * @param sizes - Of what is kept: those at which the store does something else.
 */
export function storeRules(
  open: () => StoreUnderTest | Promise<StoreUnderTest>,
  sizes: readonly number[],
): [name: string, holds: () => Promise<void>][] {
  return [
    ...sizes.map((size): [string, () => Promise<void>] => [
      `gives back ${size} bytes as they were kept, under a key that says what is in them`,
      async () => {
        const { store, keys, underWay } = await open();
        const bytes = randomBytes(size);
        const kept = await store.put(inPieces(bytes));
        expect(kept.size).toBe(size);
        expect(kept.sha256).toBe(
          `sha256:${kept.key.replace(/^sha256\//, '').replace('/', '')}`,
        );
        expect((await readAll(store.get(kept.key))).equals(bytes)).toBe(true);
        expect(await keys()).toEqual([kept.key]);
        expect(await underWay()).toEqual([]);
      },
    ]),
    [
      'keeps the same bytes once, and takes them away',
      async () => {
        const { store, keys } = await open();
        const bytes = randomBytes(100);
        const { key } = await store.put(inPieces(bytes));
        expect(await store.put(inPieces(bytes))).toMatchObject({ key });
        expect(await keys()).toEqual([key]);
        await store.remove(key);
        // Whoever was killed in between takes it away once more.
        await store.remove(key);
        expect(await keys()).toEqual([]);
        await expect(readAll(store.get(key))).rejects.toThrow();
      },
    ],
    [
      'refuses what somebody changed there, and what is no key',
      async () => {
        const { store, spoil } = await open();
        const { key } = await store.put(inPieces(randomBytes(100)));
        await spoil(key, randomBytes(100));
        await expect(readAll(store.get(key))).rejects.toThrow(
          /no longer what was kept/,
        );
        await expect(readAll(store.get('../other'))).rejects.toThrow(
          /is no key/,
        );
        await expect(store.remove('sha256/..')).rejects.toThrow(/is no key/);
      },
    ],
    [
      'keeps nothing of what ends half way',
      async () => {
        const { store, keys, underWay } = await open();
        const breaks = async function* breaks() {
          yield randomBytes(20_000);
          throw new Error('The source hung up');
        };
        await expect(store.put(breaks())).rejects.toThrow('The source hung up');
        expect(await keys()).toEqual([]);
        expect(await underWay()).toEqual([]);
      },
    ],
  ];
}

/** A server in this process that answers as a service of somebody else does. */
export async function startService(
  answer: (
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ) => void | Promise<void>,
) {
  const server = createServer((request, response) => {
    const taken = async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      await answer(request, response, Buffer.concat(chunks));
    };
    taken().catch(() => response.destroy());
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
