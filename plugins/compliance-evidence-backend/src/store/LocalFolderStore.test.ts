import { existsSync } from 'fs';
import { mkdtemp, readdir, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { storeRules } from '@countersign/plugin-compliance-evidence-node/testUtils';
import { LocalFolderStore } from './LocalFolderStore';

describe('evidence in a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'evidence-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const filesIn = async (name: string) => {
    const root = path.join(folder, name);
    if (!existsSync(root)) return [];
    const all = await readdir(root, { recursive: true, withFileTypes: true });
    return all
      .filter(each => each.isFile())
      .map(each =>
        path.relative(folder, path.join(each.parentPath, each.name)),
      );
  };

  it.each(
    storeRules(
      () => ({
        store: new LocalFolderStore(folder),
        keys: () => filesIn('sha256'),
        spoil: (key, bytes) => writeFile(path.join(folder, key), bytes),
        underWay: () => filesIn('incoming'),
      }),
      [0, 1, 300_000],
    ),
  )('%s', async (_, holds) => {
    await expect(holds()).resolves.toBeUndefined();
  });
});
