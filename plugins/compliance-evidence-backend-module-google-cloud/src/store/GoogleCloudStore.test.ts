import { randomBytes } from 'crypto';
import { mkdtemp, readdir, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  inPieces,
  storeRules,
  readAll,
} from '@countersign/plugin-compliance-evidence-node/testUtils';
import { startStorage } from './__testUtils__/startStorage';
import { GoogleCloudStore } from './GoogleCloudStore';
import { readStorageSettings } from './settings';
import { storageOptions } from './storageClient';

jest.setTimeout(60_000);

const BUCKET = 'evidence';
const PREFIX = 'production/';
const MEBIBYTE = 1024 * 1024;

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

  const storeIn = (bucket = BUCKET, idleMs?: number) =>
    new GoogleCloudStore(
      {
        bucket,
        prefix: PREFIX,
        project: 'larkspur',
        endpoint: storage.url,
        spoolFolder,
      },
      idleMs,
    );

  it.each(
    storeRules(
      () => ({
        store: storeIn(),
        keys: () =>
          [...storage.objects.keys()].map(name => name.replace(PREFIX, '')),
        spoil: (key, bytes) => {
          storage.objects.set(PREFIX + key, Buffer.from(bytes));
        },
        underWay: () => readdir(spoolFolder),
      }),
      // What is larger is sent so that it can go on after a break.
      [0, 1, 5_000, 9 * MEBIBYTE],
    ),
  )('%s', async (_, holds) => {
    await expect(holds()).resolves.toBeUndefined();
  });

  it('says which object is lost', async () => {
    const store = storeIn();
    const { key } = await store.put(inPieces(randomBytes(100)));
    storage.objects.clear();
    await expect(readAll(store.get(key))).rejects.toThrow(
      /bucket evidence .*404/,
    );
  });

  it('waits no longer for an object whose connection broke', async () => {
    const { key } = await storeIn().put(inPieces(randomBytes(100_000)));
    storage.state.cutsAt = 60_000;
    try {
      await expect(readAll(storeIn(BUCKET, 300).get(key))).rejects.toThrow(
        'Nothing came for 0.3 s',
      );
    } finally {
      storage.state.cutsAt = undefined;
    }
  });

  it('sends its credentials to another host that speaks TLS, and to no emulator', () => {
    expect(
      [
        'https://storage.restricted.googleapis.com',
        'http://127.0.0.1:1',
        undefined,
      ].map(endpoint => storageOptions({ endpoint }).useAuthWithCustomEndpoint),
    ).toEqual([true, false, undefined]);
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
