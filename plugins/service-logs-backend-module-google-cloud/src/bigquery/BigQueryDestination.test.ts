import { generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { SentEntry } from '@countersign/plugin-service-logs-node';
import { FakeBigQuery } from '../__testUtils__/FakeBigQuery';
import { readDestinations } from './settings';

jest.setTimeout(60_000);

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const result = {
  number: 'LGX0000042',
  query: {
    ...{ entityRef: 'component:default/checkout-api', source: 'files' },
    ...{ language: 'countersign', filter: '' },
    ...{ from: '2026-11-27T09:00:00Z', to: '2026-11-27T10:00:00Z' },
  },
};
const sent = (i: number, attributes: object = {}): SentEntry => ({
  id: `${result.number}-${i}`,
  entry: {
    ...{ id: `e${i}`, body: `entry ${i}`, severityNumber: 17 },
    ...{ severityText: 'ERROR', traceId: '4bf9' },
    timestamp: '2026-11-27T09:30:00.000Z',
    attributes: { ...attributes },
  },
});

describe('kept results in BigQuery', () => {
  let bigQuery: FakeBigQuery;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bigquery-'));
    writeFileSync(
      path.join(folder, 'key.json'),
      JSON.stringify({
        type: 'service_account',
        client_email: 'portal@larkspur-prod.iam.gserviceaccount.com',
        private_key_id: 'one',
        private_key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      }),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    bigQuery = await FakeBigQuery.start();
  });
  afterEach(() => bigQuery.stop());

  const destination = (changes: object = {}) =>
    readDestinations(
      mockServices.rootConfig({
        data: {
          serviceLogs: {
            destinations: {
              bigQuery: [
                {
                  ...{ name: 'warehouse', project: 'larkspur-prod' },
                  ...{ dataset: 'logs', table: 'results' },
                  keyFile: path.join(folder, 'key.json'),
                  endpoint: bigQuery.url,
                  ...changes,
                },
              ],
            },
          },
        },
      }),
    )[0];
  const write = (entries: SentEntry[], of = destination()) =>
    of.write(result, entries, { signal: new AbortController().signal });

  it('are a row an entry, by the account of the key', async () => {
    await write([sent(0, { status: 503 })]);
    expect(destination()).toMatchObject({
      ...{ title: 'BigQuery', place: 'larkspur-prod.logs.results' },
    });
    expect([...bigQuery.rows]).toEqual([
      [
        'LGX0000042-0',
        {
          ...{ export: 'LGX0000042', entry: 'LGX0000042-0' },
          ...{ entity: 'component:default/checkout-api', source: 'files' },
          timestamp: '2026-11-27T09:30:00.000Z',
          ...{ severity: 'ERROR', severity_number: 17 },
          ...{ body: 'entry 0', trace_id: '4bf9' },
          attributes: '{"status":503}',
        },
      ],
    ]);
    const [{ path: asked, authorization = '' }] = bigQuery.asked;
    expect(asked).toBe(
      '/bigquery/v2/projects/larkspur-prod/datasets/logs/tables/results/insertAll',
    );
    const [head, claims, signature] = authorization
      .replace('Bearer ', '')
      .split('.');
    expect(
      verify(
        'sha256',
        Buffer.from(`${head}.${claims}`),
        keys.publicKey,
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true);
    expect(
      JSON.parse(Buffer.from(claims, 'base64url').toString()),
    ).toMatchObject({
      scope: 'https://www.googleapis.com/auth/bigquery.insertdata',
    });
  });

  it('are sent as many at a time as BigQuery takes, and once', async () => {
    const entries = Array.from({ length: 1_201 }, (_, i) => sent(i));
    await write(entries);
    await write(entries);
    expect(bigQuery.rows.size).toBe(1_201);
    expect(bigQuery.asked.map(({ rows }) => rows)).toEqual([
      ...[500, 500, 201],
      ...[500, 500, 201],
    ]);
    bigQuery.asked.length = 0;
    const large = 'x'.repeat(2_000_000);
    await write([0, 1, 2].map(i => sent(i, { large })));
    expect(bigQuery.asked.map(({ rows }) => rows)).toEqual([2, 1]);
  });

  it('say which entry a table does not take, whose columns are others', async () => {
    bigQuery.columns = ['export', 'entity'];
    await expect(write([sent(0), sent(1)])).rejects.toThrow(
      'BigQuery does not take the entry LGX0000042-0 (invalid): compare the columns of larkspur-prod.logs.results',
    );
    expect(bigQuery.rows.size).toBe(0);
  });

  it('say that the key is none', async () => {
    await expect(
      write([sent(0)], destination({ keyFile: __filename })),
    ).rejects.toThrow('is no key of a service account');
    expect(bigQuery.asked).toEqual([]);
  });

  it('say what is missing where there is no account, or its key is none: trying again would not help', async () => {
    const broken = path.join(folder, 'broken.json');
    writeFileSync(
      broken,
      JSON.stringify({ client_email: 'portal@x', private_key: 'no key' }),
    );
    await expect(
      write([sent(0)], destination({ keyFile: broken })),
    ).rejects.toThrow('is no key of a service account');
    await expect(
      write([sent(0)], destination({ keyFile: undefined })),
    ).rejects.toThrow(
      /has no account of Google Cloud for BigQuery: run it as a service account, or name a keyFile/,
    );
    expect(bigQuery.asked).toEqual([]);
  });

  it.each([
    [400, 'BigQuery refuses the rows for larkspur-prod.logs.results (400)'],
    [413, 'BigQuery refuses the rows for larkspur-prod.logs.results (413)'],
    [403, 'needs roles/bigquery.dataEditor on larkspur-prod.logs.results'],
    [404, 'BigQuery has no table larkspur-prod.logs.results'],
    [429, 'asks not to be asked now'],
    [503, 'BigQuery cannot be reached'],
  ])('say what is wrong where it answers %d', async (status, said) => {
    bigQuery.instead = res =>
      res.writeHead(status).end('{"error":{"message":"portal@larkspur"}}');
    await expect(write([sent(0)])).rejects.toThrow(said);
    expect(bigQuery.asked).toHaveLength(1);
  });

  it.each([
    [res => res.end('<html>'), 'something else than it should'],
    [res => res.destroy(), 'cannot be reached'],
  ] as [FakeBigQuery['instead'], string][])(
    'are not taken for sent where the answer is none: %#',
    async (instead, said) => {
      bigQuery.instead = instead;
      await expect(write([sent(0)])).rejects.toThrow(said);
    },
  );

  it.each([
    [{ table: 'no table' }, 'must be the name of a table'],
    [{ tabel: 'results' }, 'tabel'],
    [{ endpoint: 'ftp://x' }, 'must be an http or https address'],
  ])('are checked at the start: %j', (changes, said) => {
    expect(() => destination(changes)).toThrow(said);
  });
});
