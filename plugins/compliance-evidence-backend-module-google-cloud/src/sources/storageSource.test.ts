import { startStorage } from '../store/__testUtils__/startStorage';
import { taken } from '../__testUtils__/taken';
import { storageSources } from './storageSource';

const BUCKET = 'exports';
const written = new Date('2026-10-01T02:00:00.250Z');

describe('a bucket of Cloud Storage as a source', () => {
  let storage: Awaited<ReturnType<typeof startStorage>>;
  beforeAll(async () => {
    storage = await startStorage(BUCKET);
  });
  afterAll(() => storage.stop());
  beforeEach(() => {
    storage.objects.clear();
    storage.written.clear();
    storage.troubles.length = 0;
    Object.assign(storage.state, {
      cutsAt: undefined,
      encoding: undefined,
      generation: '17',
      next: undefined,
    });
  });

  const put = (name: string, text: string, at = written) => {
    storage.objects.set(name, Buffer.from(text));
    storage.written.set(name, at);
  };
  const take = (text: string, parameters = {}, bucket = BUCKET) =>
    taken(
      storageSources(500),
      { bucket, prefix: 'iam/', project: 'larkspur', endpoint: storage.url },
      text,
      parameters,
    );

  it('gives one object as it is, as of when this generation was written', async () => {
    put('iam/dt=2026-09-30/grants-2026Q3.ndjson', '{"who":"山田"}\n');
    expect(
      await take('dt=2026-09-30/grants-${quarter}.ndjson', {
        quarter: '2026Q3',
      }),
    ).toEqual({
      text: '{"who":"山田"}\n',
      records: [{ who: '山田' }],
      format: 'ndjson',
      asOf: '2026-10-01T02:00:00.250Z',
      completeness: { gaps: [], statistics: { generation: '17' } },
    });
  });

  it('gives all objects that a pattern means, over the pages of the list, as of the oldest', async () => {
    for (const name of ['pay', 'cart', 'web']) {
      put(`iam/scans/${name}/trivy.json`, `{"of":"${name}"}`);
    }
    put('iam/scans/cart/trivy.json', '[2]', new Date('2026-09-30T00:00:00Z'));
    put('iam/scans/a/b/trivy.json', '{"too":"deep"}');
    put('other/scans/pay/trivy.json', '{}');
    expect(await take('scans/*/trivy.json')).toMatchObject({
      records: [
        { file: 'scans/cart/trivy.json', report: [2] },
        { file: 'scans/pay/trivy.json', report: { of: 'pay' } },
        { file: 'scans/web/trivy.json', report: { of: 'web' } },
      ],
      format: 'json-pages',
      asOf: '2026-09-30T00:00:00.000Z',
      completeness: { pages: 3 },
    });
  });

  it('takes half an object, and one that is written over, for none', async () => {
    put('iam/grants.ndjson', `"${'x'.repeat(100_000)}"`);
    storage.state.cutsAt = 60_000;
    await expect(take('grants.ndjson')).rejects.toThrow(
      'grants.ndjson did not come whole',
    );
    storage.state.cutsAt = undefined;
    storage.state.next = '18';
    await expect(take('grants.ndjson')).rejects.toThrow(
      'grants.ndjson did not come whole',
    );
  });

  it('refuses an object whose bytes are packed', async () => {
    put('iam/grants.ndjson', '1');
    storage.state.encoding = 'gzip';
    await expect(take('grants.ndjson')).rejects.toThrow(
      'kept with the content encoding gzip',
    );
  });

  it('says which object, bucket or right is missing', async () => {
    await expect(take('none.csv')).rejects.toThrow(
      'no object none.csv in the bucket exports',
    );
    await expect(take('grants.csv', {}, 'elsewhere')).rejects.toThrow(
      /bucket elsewhere of the source source answered 404.*with\.bucket/,
    );
    storage.troubles.push(403);
    await expect(take('grants.csv')).rejects.toThrow('Storage Object Viewer');
    await expect(take('../other/grants.csv')).rejects.toThrow(
      'has the part ".."',
    );
  });
});
