import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { verifyPack } from '@countersign/plugin-compliance-evidence-common';
import { loadModule, parseSync } from 'libpg-query';
import { makePack, TestPack, zipOf } from '../../__testUtils__/pack';
import { newHash, sha256 } from './hashes';
import { openPackFile } from './openPackFile';
import { PackZip } from './PackZip';

jest.setTimeout(120_000);

describe('the zip of a pack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-zip-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let pack: TestPack;
  beforeAll(async () => {
    await loadModule();
    pack = await makePack();
  });

  const open = (bytes: Uint8Array) => {
    const path = join(folder, 'pack.zip');
    writeFileSync(path, bytes);
    return openPackFile(path);
  };
  /** What fails of a pack: nothing of an honest one, whose queries nobody runs here. */
  const failing = async (bytes: Uint8Array): Promise<string[]> => {
    let opened: Awaited<ReturnType<typeof openPackFile>>;
    try {
      opened = await open(bytes);
    } catch (error) {
      return [String(error)];
    }
    try {
      const { claims } = await verifyPack(opened.files, {
        trustedKeys: [pack.key],
        parse: parseSync,
        ...{ newHash, sha256 },
      });
      return claims
        .filter(({ outcome }) => outcome === 'fails')
        .map(({ id }) => id);
    } finally {
      await opened.close();
    }
  };
  const reads = async ({
    files,
    close,
  }: {
    files: PackZip;
    close(): Promise<void>;
  }) => {
    const found = new Map<string, string>();
    for (const path of files.paths()) {
      const pieces: Uint8Array[] = [];
      for await (const piece of files.open(path)) pieces.push(piece);
      found.set(path, Buffer.concat(pieces).toString('hex'));
    }
    await close();
    return found;
  };

  it('gives the files as they were put in', async () => {
    const opened = await open(await zipOf(pack.files));
    expect(await reads(opened)).toEqual(
      new Map(
        [...pack.files].map(([path, data]) => [
          path,
          Buffer.from(data).toString('hex'),
        ]),
      ),
    );
    expect(await failing(await zipOf(pack.files))).toEqual([]);
  });

  it('lets no flipped bit change what is read without a claim that fails', async () => {
    const zip = await zipOf(pack.files);
    const honest = await reads(await open(zip));
    const step = Math.max(1, Math.floor(zip.length / 60));
    let refused = 0;
    const unnoticed: Map<string, string>[] = [];
    for (let at = 0; at < zip.length; at += step) {
      const other = Uint8Array.from(zip);
      other[at] ^= 1 << at % 8;
      if ((await failing(other)).length > 0) refused += 1;
      else unnoticed.push(await reads(await open(other)));
    }
    // A time or a flag that nobody reads may differ; the evidence may not.
    unnoticed.forEach(read => expect(read).toEqual(honest));
    expect(refused).toBeGreaterThan(30);
  });

  it.each([
    ['a path that leaves the folder', '../evil.csv', /has the part|Unsafe/],
    ['an absolute path', '/etc/passwd', /has the part|Unsafe/],
    ['a path of Windows', 'a\\b.csv', /has the part|Unsafe/],
    ['a drive', 'C:x', /has the part|Unsafe/],
    ['a device', 'results/nul.csv', 'has the part'],
    ['a folder', 'results/', 'is a folder'],
    ['a file twice but for its letters', 'LOG/log.json', 'twice'],
  ])('refuses %s', async (_, path, reason) => {
    const zip = await zipOf([
      ...pack.files,
      [path, new Uint8Array(path.endsWith('/') ? 0 : 1)],
    ]);
    await expect(open(zip)).rejects.toThrow(reason);
  });

  it('refuses what is cut off, is none, or says that it unpacks to more than it can', async () => {
    const zip = await zipOf(pack.files);
    await expect(open(zip.subarray(0, zip.length - 30))).rejects.toThrow(
      'is not a pack that can be read',
    );
    await expect(open(new Uint8Array(1000))).rejects.toThrow(
      'is not a pack that can be read',
    );
    // The size that the central directory says of the first file, in its 24th to 27th byte.
    const bomb = Uint8Array.from(zip);
    const directory = Buffer.from(zip).indexOf('PK\u0001\u0002', 0, 'latin1');
    bomb.set([0xff, 0xff, 0xff, 0x7f], directory + 24);
    await expect(open(bomb)).rejects.toThrow(
      /unpacks to|pack that can be read/,
    );
    const { length } = await failing(bomb);
    expect(length).toBe(1);
  });

  it('unpacks a thousand times its size in pieces, and no more than it says', async () => {
    const large = new Uint8Array(8 * 1024 * 1024);
    const { files, close } = await open(await zipOf([['a.csv', large]]));
    let length = 0;
    let longest = 0;
    for await (const piece of files.open('a.csv')) {
      length += piece.length;
      longest = Math.max(longest, piece.length);
    }
    expect(length).toBe(large.length);
    expect(longest).toBeLessThan(large.length / 4);
    await close();
  });
});
