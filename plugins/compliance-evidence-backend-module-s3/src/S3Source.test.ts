import { mockServices } from '@backstage/backend-test-utils';
import { ParameterValues } from '@countersign/plugin-compliance-evidence-common';
import { startS3 } from './__testUtils__/startS3';
import { s3Sources } from './S3Source';

const BUCKET = 'exports';
const written = new Date('2026-10-01T02:00:00Z');

describe('a bucket of S3 as a source', () => {
  let s3: Awaited<ReturnType<typeof startS3>>;
  beforeAll(async () => {
    s3 = await startS3(BUCKET);
  });
  afterAll(() => s3.stop());
  beforeEach(() => {
    s3.objects.clear();
    s3.written.clear();
    s3.asked.length = 0;
    Object.assign(s3.state, { cutsAt: undefined, encoding: undefined });
  });

  const put = (key: string, text: string, at = written) => {
    s3.objects.set(key, Buffer.from(text));
    s3.written.set(key, at);
  };
  const take = async (
    text: string,
    parameters: ParameterValues = {},
    more: object = {},
  ) => {
    const chunks: Uint8Array[] = [];
    const config = mockServices.rootConfig({
      data: {
        bucket: BUCKET,
        prefix: 'iam/',
        region: 'eu-central-1',
        endpoint: s3.url,
        forcePathStyle: true,
        accessKeyId: 'AKIATEST',
        secretAccessKey: 'secret',
        ...more,
      },
    });
    const said = await s3Sources
      .create({ name: 'iam-exports', config })
      .snapshot(
        {
          query: { name: 'grants', text, parameters },
          columns: [],
          signal: new AbortController().signal,
        },
        async chunk => {
          chunks.push(Uint8Array.from(chunk));
        },
      );
    return { ...said, text: Buffer.concat(chunks).toString() };
  };

  it('gives one object as it is, as of when it was written, with its version', async () => {
    put('iam/dt=2026-09-30/grants-2026Q3.csv', 'who,role\nÅsa,owner\n');
    expect(
      await take('dt=2026-09-30/grants-${quarter}.csv', { quarter: '2026Q3' }),
    ).toEqual({
      text: 'who,role\nÅsa,owner\n',
      format: 'csv',
      asOf: '2026-10-01T02:00:00.000Z',
      completeness: {
        gaps: [],
        statistics: {
          'entity tag': expect.stringMatching(/^[0-9a-f]{32}$/),
          version: 'v1',
        },
      },
    });
  });

  it('gives all objects that a pattern means, over the pages of the list, as of the oldest', async () => {
    const scans = ['pay', 'cart', 'auth', 'mail', 'web'];
    for (const name of scans) put(`iam/scans/${name}/trivy.json`, '{"a":\n1}');
    put('iam/scans/cart/trivy.json', '[2]', new Date('2026-09-30T00:00:00Z'));
    put('iam/scans/trivy.json', '{"too":"high"}');
    put('iam/scans/a/b/trivy.json', '{"too":"deep"}');
    put('iam/scans/.hidden/trivy.json', '{}');
    put('iam/scans-of-others/pay/trivy.json', '{}');
    put('other/scans/pay/trivy.json', '{}');
    const found = await take('scans/*/trivy.json');
    expect(found.text.trim().split('\n')).toEqual(
      [...scans]
        .sort()
        .map(
          name =>
            `{"file":"scans/${name}/trivy.json","report":${
              name === 'cart' ? '[2]' : '{"a": 1}'
            }}`,
        ),
    );
    expect(found).toMatchObject({
      format: 'json-pages',
      asOf: '2026-09-30T00:00:00.000Z',
      completeness: { pages: 5 },
    });
    expect(s3.asked.filter(each => each === 'GET ')).toHaveLength(4);
  });

  it('takes half an object for none', async () => {
    put('iam/grants.csv', 'x'.repeat(100_000));
    s3.state.cutsAt = 60_000;
    await expect(take('grants.csv')).rejects.toThrow(
      'grants.csv did not come whole',
    );
  });

  it('refuses an object whose bytes are packed', async () => {
    put('iam/grants.csv', 'a');
    s3.state.encoding = 'gzip';
    await expect(take('grants.csv')).rejects.toThrow(
      'kept with the content encoding gzip',
    );
  });

  it.each([
    ['../other/grants.csv', 'has the part ".."'],
    ['/etc/grants.csv', 'has the part ""'],
    ['.hidden.csv', 'has the part ".hidden.csv"'],
    ['grants.xlsx', 'ends in none of'],
    ['*/grants.csv', 'of other formats name one file a source'],
    ['none.csv', 'no object none.csv in the bucket exports'],
    ['none/*.json', 'no object none/*.json in the bucket exports'],
  ])('says of %s what is wrong', async (text, said) => {
    await expect(take(text)).rejects.toThrow(said);
  });

  it('lets no value lead elsewhere', async () => {
    await expect(
      take('${name}.csv', { name: '../other/grants' }),
    ).rejects.toThrow('cannot be part of a file');
  });

  it('says which bucket, right or setting is missing', async () => {
    put('iam/grants.csv', 'a');
    await expect(
      take('grants.csv', {}, { bucket: 'elsewhere' }),
    ).rejects.toThrow(
      /bucket elsewhere of the source iam-exports .*NoSuchBucket.*with\.bucket of iam-exports/,
    );
    s3.troubles.push([403, 'AccessDenied']);
    await expect(take('grants.csv')).rejects.toThrow(
      'give the backend s3:GetObject and s3:ListBucket in it',
    );
    await expect(
      take('grants.csv', {}, { secretAccesKey: 'typo' }),
    ).rejects.toThrow(/with of iam-exports.*secretAccesKey/s);
    await expect(
      take('grants.csv', {}, { secretAccessKey: undefined }),
    ).rejects.toThrow('goes with accessKeyId');
  });
});
