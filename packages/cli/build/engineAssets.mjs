// What PGlite needs beside its code, compressed, to be carried inside the one file. Making a database takes seconds, so it
// is done once for each version of PGlite and kept.
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
const require = createRequire(import.meta.url);
/** Twice the work saves a hundredth more. */
const QUALITY = 5;

/**
 * The compressed files by name: PostgreSQL, its initdb, its shared files, and a database as initdb left it.
 *
 * @returns the folder that has them
 */
export async function engineAssets(cacheFolder) {
  const dist = dirname(require.resolve('@electric-sql/pglite'));
  const { version } = JSON.parse(
    await readFile(join(dist, '..', 'package.json'), 'utf8'),
  );
  const folder = join(cacheFolder, `pglite-${version}`);
  await mkdir(folder, { recursive: true });
  for (const name of ['pglite.wasm', 'initdb.wasm', 'pglite.data']) {
    await once(join(folder, `${name}.br`), () => readFile(join(dist, name)));
  }
  await once(join(folder, 'cluster.tar.br'), () => freshDatabase(dist));
  return folder;
}

async function freshDatabase(dist) {
  const { PGlite } = await import(pathToFileURL(join(dist, 'index.js')).href);
  const database = await PGlite.create({ dataDir: 'memory://' });
  const dumped = await database.dumpDataDir('none');
  await database.close();
  return Buffer.from(await dumped.arrayBuffer());
}

/** Several builds may do this at once: each writes a file of its own, and the last to finish wins. */
async function once(path, content) {
  try {
    await access(path);
    return;
  } catch {
    // It is not there yet.
  }
  const compressed = await compress(await content(), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: 24,
    },
  });
  const own = `${path}.${process.pid}`;
  await writeFile(own, compressed);
  await rename(own, path);
}
