import { randomBytes } from 'crypto';
import { mkdtemp, readdir, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import { startStorage } from './__testUtils__/startStorage';
import { GoogleCloudStore } from './GoogleCloudStore';
import { readStorageSettings } from './settings';

jest.setTimeout(60_000);

const BUCKET = 'evidence';
const MEBIBYTE = 1024 * 1024;

async function* inPieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  const piece = Math.max(700, bytes.length / 10);
  for (let at = 0; at < bytes.length; at += piece) {
    yield bytes.subarray(at, at + piece);
  }
}

async function read(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe('evidence in Google Cloud Storage', () => {
  let storage: Awaited<ReturnType<typeof startStorage>>;
  let spoolFolder: string;
  beforeAll(async () => {
    storage = await startStorage(BUCKET);
    spoolFolder = await mkdtemp(path.join(tmpdir(), 'spool-'));
  });
  afterAll(async () => {
    await storage.stop();
    await rm(spoolFolder, { recursive: true, force: true });
  });
  beforeEach(() => {
    storage.objects.clear();
    storage.asked.length = 0;
  });

  const storeIn = (bucket = BUCKET) =>
    new GoogleCloudStore({
      bucket,
      prefix: 'production/',
      project: 'larkspur',
      endpoint: storage.url,
      spoolFolder,
    });

  it.each([0, 1, 5_000, 9 * MEBIBYTE])(
    'gives back %i bytes as they were kept, under a key that says what is in them',
    async size => {
      const bytes = randomBytes(size);
      const store = storeIn();
      const kept = await store.put(inPieces(bytes));
      expect(kept.size).toBe(size);
      expect((await read(store.get(kept.key))).equals(bytes)).toBe(true);
      expect([...storage.objects.keys()]).toEqual([`production/${kept.key}`]);
      expect(await readdir(spoolFolder)).toEqual([]);
    },
  );

  it('keeps the same bytes once, writes nothing over, and takes them away', async () => {
    const store = storeIn();
    const bytes = randomBytes(100);
    const { key } = await store.put(inPieces(bytes));
    expect(await store.put(inPieces(bytes))).toMatchObject({ key });
    await store.remove(key);
    await store.remove(key);
    expect(storage.objects.size).toBe(0);
    await expect(read(store.get(key))).rejects.toThrow(/bucket evidence .*404/);
  });

  it('refuses what somebody changed in the bucket, and what is no key of it', async () => {
    const store = storeIn();
    const { key } = await store.put(inPieces(randomBytes(100)));
    storage.objects.set(`production/${key}`, randomBytes(100));
    await expect(read(store.get(key))).rejects.toThrow(
      /no longer what was kept/,
    );
    await expect(read(store.get('../other'))).rejects.toThrow(/is no key/);
  });

  it('says what may not be done, which bucket is missing, and what is wrong with its settings', async () => {
    storage.troubles.push(403);
    await expect(storeIn().put(inPieces(randomBytes(10)))).rejects.toThrow(
      /Storage Object User/,
    );
    await expect(
      storeIn('elsewhere').put(inPieces(randomBytes(10))),
    ).rejects.toThrow(/bucket elsewhere .*404/);
    const settings = (of: { bucket?: string; prefix?: string }) =>
      readStorageSettings(
        mockServices.rootConfig({
          data: { complianceEvidence: { store: { googleCloudStorage: of } } },
        }),
      );
    expect(() => settings({ prefix: 'a/' })).toThrow(
      /googleCloudStorage\.bucket/,
    );
    expect(() => settings({ bucket: BUCKET, prefix: 'a' })).toThrow(
      /must end with a slash/,
    );
    expect(
      readStorageSettings(mockServices.rootConfig({ data: {} })),
    ).toBeUndefined();
  });
});
