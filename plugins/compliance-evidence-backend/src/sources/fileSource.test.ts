import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { taken } from './__testUtils__/taken';
import { fileSources } from './fileSource';

describe('the file source', () => {
  let folder: string;
  const put = async (name: string, text: string, at = 1_760_000_000) => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    await utimes(file, at, at);
  };
  const ask = (text: string, parameters = {}) =>
    taken(fileSources, { folder }, text, { parameters });

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'countersign-files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    ['csv', 'csv'],
    ['ndjson', 'ndjson'],
    ['jsonl', 'ndjson'],
    ['pages.ndjson', 'json-pages'],
    ['json', 'json'],
    ['sarif', 'json'],
    ['parquet', 'parquet'],
  ])('reads .%s as %s, as of when it was written', async (ending, format) => {
    await put(`grants-2026Q3.${ending}`, 'the bytes');
    const found = await ask(`grants-\${quarter}.${ending}`, {
      quarter: '2026Q3',
    });
    expect(found).toMatchObject({
      text: 'the bytes',
      format,
      asOf: '2025-10-09T08:53:20.000Z',
    });
  });

  it('reads JSON files of a pattern one a line, each with its path, as of the oldest', async () => {
    await put('scans/pay/trivy.json', '{\r\n "a": "1 2"\n}');
    await put('scans/cart/trivy.json', '[1]', 1_750_000_000);
    await put('scans/cart/other.txt', 'no');
    await put('scans/trivy.json', '{"too": "high"}');
    const found = await ask('scans/*/*.json');
    expect(found.text).toBe(
      '{"file":"scans/cart/trivy.json","report":[1]}\n{"file":"scans/pay/trivy.json","report":{  "a": "1 2" }}\n',
    );
    expect(found).toMatchObject({
      format: 'json-pages',
      asOf: '2025-06-15T15:06:40.000Z',
      completeness: {
        pages: 2,
        statistics: { 'newest file of': '2025-10-09T08:53:20.000Z' },
      },
    });
    await put('scans/pay/trivy.json', '{"a":');
    await expect(ask('scans/*/*.json')).rejects.toThrow(
      'scans/pay/trivy.json is not JSON in UTF-8, or was cut off',
    );
    await expect(ask('scans/*/*.csv')).rejects.toThrow(
      'of other formats name one file a source',
    );
  });

  it('never leaves its folder', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'countersign-outside-'));
    try {
      await writeFile(path.join(outside, 'secret.json'), '{}');
      await symlink(outside, path.join(folder, 'link'));
      await symlink(
        path.join(outside, 'secret.json'),
        path.join(folder, 'own.json'),
      );
      await put('own.csv', 'a');
      for (const text of ['link/secret.json', 'own.json', 'o*.json']) {
        await expect(ask(text)).rejects.toThrow('There is no file');
      }
      for (const text of ['../own.csv', '/etc/x.csv', '*/../x.csv', '.x.csv']) {
        await expect(ask(text)).rejects.toThrow('has the part');
      }
      await expect(ask('${name}.csv', { name: '../own' })).rejects.toThrow(
        'cannot be part of a file',
      );
      await expect(ask('own.xlsx')).rejects.toThrow('ends in none of');
    } finally {
      await rm(outside, { recursive: true });
    }
  });
});
