import { randomBytes } from 'crypto';
import { mkdtemp, readdir, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import { S3Client } from '@aws-sdk/client-s3';
import {
  inPieces,
  storeRules,
  readAll,
} from '@countersign/plugin-compliance-evidence-node/testUtils';
import { startS3 } from './__testUtils__/startS3';
import { S3Store } from './S3Store';
import { readSettings } from './settings';

const BUCKET = 'evidence';
const PREFIX = 'production/';
const PART = 5_000;

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
      prefix: PREFIX,
      spoolFolder,
      partSize: PART,
    });

  it.each(
    storeRules(
      () => ({
        store: storeIn(),
        keys: () =>
          [...s3.objects.keys()].map(name => name.replace(PREFIX, '')),
        spoil: (key, bytes) => {
          s3.objects.set(PREFIX + key, Buffer.from(bytes));
        },
        underWay: async () => [
          ...(await readdir(spoolFolder)),
          ...s3.uploads.keys(),
        ],
      }),
      [0, 1, PART, PART + 1, 4 * PART + 17],
    ),
  )('%s', async (_, holds) => {
    await expect(holds()).resolves.toBeUndefined();
  });

  it('sends the same bytes once, and says which object is lost', async () => {
    const store = storeIn();
    const bytes = randomBytes(100);
    const { key } = await store.put(inPieces(bytes));
    await store.put(inPieces(bytes));
    expect(s3.asked.filter(each => each.startsWith('PUT'))).toHaveLength(1);
    s3.objects.clear();
    await expect(readAll(store.get(key))).rejects.toThrow(
      /bucket evidence .*NoSuchKey.*bring it back/,
    );
  });

  it('tries again where the store is busy', async () => {
    const store = storeIn();
    // The question whether it is there, and then the sending itself.
    s3.troubles.push([503, 'SlowDown'], [404, 'NoSuchKey'], [503, 'SlowDown']);
    const { key } = await store.put(inPieces(randomBytes(100)));
    expect(s3.objects.has(PREFIX + key)).toBe(true);
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
