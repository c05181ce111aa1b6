import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from './processes.mjs';

/**
 * Unpacks a package of Debian into a folder. Nothing is installed, so it takes no root, and no server is started by it.
 *
 * @param name - Of the package.
 */
export async function unpackDebianPackage(name, folder) {
  await mkdir(folder, { recursive: true });
  const download = () =>
    run('apt-get', ['download', name], {
      cwd: folder,
      quiet: true,
      allowFailure: true,
    });
  const first = await download();
  if (first.code !== 0 && process.getuid?.() === 0) {
    await run('apt-get', ['update'], { quiet: true });
    await download();
  }
  const files = await readdir(folder);
  const archive = files.find(file => file.endsWith('.deb'));
  if (!archive) {
    return;
  }
  await run('dpkg-deb', ['-x', archive, '.'], { cwd: folder, quiet: true });
  await rm(path.join(folder, archive));
}
