import { randomBytes } from 'crypto';
import { mkdtemp, readdir, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import { S3Client } from '@aws-sdk/client-s3';
import { startS3 } from './__testUtils__/startS3';
import { S3Store } from './S3Store';
import { readSettings } from './settings';

const BUCKET = 'evidence';
const PART = 5_000;

async function* inPieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 700) {
    yield bytes.subarray(at, at + 700);
  }
}

async function read(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe('evidence in S3', () => {
  let s3: Awaited<ReturnType<typeof startS3>>;
  let spoolFolder: string;
  beforeAll(async () => {
    s3 = await startS3(BUCKET);
    spoolFolder = await mkdtemp(path.join(tmpdir(), 'spool-'));
  });
  afterAll(async () => {
    await s3.stop();
    await rm(spoolFolder, { recursive: true, force: true });
  });
  beforeEach(() => {
    s3.objects.clear();
    s3.asked.length = 0;
  });

  const storeIn = (bucket = BUCKET) =>
    new S3Store({
      client: new S3Client({
        region: 'eu-central-1',
        endpoint: s3.url,
        forcePathStyle: true,
        credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        maxAttempts: 3,
      }),
      bucket,
      prefix: 'production/',
      spoolFolder,
      partSize: PART,
    });

  it.each([0, 1, PART, PART + 1, 4 * PART + 17])(
    'gives back %i bytes as they were kept, under a key that says what is in them',
    async size => {
      const bytes = randomBytes(size);
      const store = storeIn();
      const kept = await store.put(inPieces(bytes));
      expect(kept.size).toBe(size);
      expect(kept.sha256).toBe(
        `sha256:${kept.key.replace(/^sha256\//, '').replace('/', '')}`,
      );
      expect(await read(store.get(kept.key))).toEqual(bytes);
      expect([...s3.objects.keys()]).toEqual([`production/${kept.key}`]);
      expect(s3.uploads.size).toBe(0);
      expect(await readdir(spoolFolder)).toEqual([]);
    },
  );

  it('sends the same bytes once, and takes them away', async () => {
    const store = storeIn();
    const bytes = randomBytes(100);
    const { key } = await store.put(inPieces(bytes));
    expect(await store.put(inPieces(bytes))).toMatchObject({ key });
    expect(s3.asked.filter(each => each.startsWith('PUT'))).toHaveLength(1);
    await store.remove(key);
    expect(s3.objects.size).toBe(0);
    await expect(read(store.get(key))).rejects.toThrow(
      /bucket evidence .*NoSuchKey.*bring it back/,
    );
  });

  it('refuses what somebody changed in the bucket, and what is no key of it', async () => {
    const store = storeIn();
    const { key } = await store.put(inPieces(randomBytes(100)));
    s3.objects.set(`production/${key}`, randomBytes(100));
    await expect(read(store.get(key))).rejects.toThrow(
      /no longer what was kept/,
    );
    await expect(read(store.get('../other'))).rejects.toThrow(/is no key/);
    await expect(store.remove('sha256/..')).rejects.toThrow(/is no key/);
  });

  it('tries again where the store is busy, and keeps nothing half', async () => {
    const store = storeIn();
    // The question whether it is there, and then the sending itself.
    s3.troubles.push([503, 'SlowDown'], [404, 'NoSuchKey'], [503, 'SlowDown']);
    const { key } = await store.put(inPieces(randomBytes(100)));
    expect(s3.objects.has(`production/${key}`)).toBe(true);

    const large = randomBytes(3 * PART);
    const { length } = s3.asked;
    await expect(
      store.put(
        (async function* breaks() {
          yield large;
          throw new Error('The source hung up');
        })(),
      ),
    ).rejects.toThrow('The source hung up');
    expect(s3.asked).toHaveLength(length);
    expect(await readdir(spoolFolder)).toEqual([]);
  });

  it('takes away the parts of what could not be completed', async () => {
    const store = storeIn();
    // Not there, begun, a part; then no right to the next one.
    s3.state.denies = 2;
    await expect(store.put(inPieces(randomBytes(3 * PART)))).rejects.toThrow(
      /give the backend s3:GetObject/,
    );
    s3.state.denies = undefined;
    expect(s3.asked.at(-1)).toMatch(/^DELETE/);
    expect(s3.uploads.size).toBe(0);
  });

  it('says which bucket is missing, and what is wrong with its settings', async () => {
    await expect(
      storeIn('elsewhere').put(inPieces(randomBytes(10))),
    ).rejects.toThrow(/bucket elsewhere/);
    const settings = (s3Settings: object) =>
      readSettings(
        mockServices.rootConfig({
          data: { complianceEvidence: { store: { s3: s3Settings as {} } } },
        }),
      );
    expect(() => settings({ bucket: BUCKET, accessKeyId: 'A' })).toThrow(
      /store\.s3.*secretAccessKey.*goes with accessKeyId/,
    );
    expect(() => settings({ bucket: BUCKET, prefix: 'a' })).toThrow(
      /must end with a slash/,
    );
    expect(readSettings(mockServices.rootConfig({ data: {} }))).toBeUndefined();
  });
});
