// Bundles the function into a folder that Cloud Functions and the container are made of, and packs it: `node build.mjs`. The
// archive has the same bytes wherever it is made, and is named by them.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { zipSync } from 'fflate';

const here = file => fileURLToPath(new URL(file, import.meta.url));
const framework = '@google-cloud/functions-framework';

// Colors for a terminal, which `debug` takes where some other package happened to bring them.
const unasked = 'supports-color';

await rm(here('dist'), { recursive: true, force: true });
await mkdir(here('dist/function'), { recursive: true });
const options = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  legalComments: 'eof',
  logLevel: 'warning',
};
await build({
  ...options,
  entryPoints: [here('src/main.ts')],
  outfile: here('dist/function/index.js'),
  // It starts the function, and is installed with it: there has to be one of it.
  external: [framework, unasked],
});
// For the container all is in one file.
await build({
  ...options,
  entryPoints: [here('src/server.ts')],
  outfile: here('dist/alert-handler.cjs'),
  external: [unasked],
});

const { version } = JSON.parse(
  await readFile(
    path.join(
      createRequire(import.meta.url).resolve(framework),
      '../../../package.json',
    ),
    'utf8',
  ),
);
const manifest = {
  name: 'alert-handler',
  private: true,
  main: 'index.js',
  engines: { node: '>=22' },
  dependencies: { [framework]: version },
};
await writeFile(
  here('dist/function/package.json'),
  `${JSON.stringify(manifest, undefined, 2)}\n`,
);

const files = ['index.js', 'package.json'];
const archive = zipSync(
  Object.fromEntries(
    await Promise.all(
      files.map(async name => [
        name,
        new Uint8Array(await readFile(here(`dist/function/${name}`))),
      ]),
    ),
  ),
  { mtime: new Date(1980, 0, 1) },
);
const digest = createHash('sha256').update(archive).digest('hex');
await writeFile(here(`dist/alert-handler-${digest}.zip`), archive);
