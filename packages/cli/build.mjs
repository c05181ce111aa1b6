// Bundles the command line into one file that plain Node runs with no install: `node build.mjs [outfile]`.
import { chmod, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { engineAssets } from './build/engineAssets.mjs';
import { engineFiles, sqlParser } from './build/inlined.mjs';
import { verifierPage } from './build/page.mjs';

const here = path => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'));
const outfile = process.argv[2] ?? here('dist/countersign.cjs');
const assets = await engineAssets(
  here('../../node_modules/.cache/countersign-cli'),
);

await build({
  entryPoints: [here('src/index.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The ES modules of dependencies can be shaken; their CommonJS builds are carried whole.
  mainFields: ['module', 'main'],
  banner: {
    js: `#!/usr/bin/env node
const importMetaUrl = require('node:url').pathToFileURL(__filename).href;`,
  },
  define: {
    'process.env.COUNTERSIGN_VERSION': JSON.stringify(version),
    // What ES modules call themselves; this file is CommonJS, where there is no such thing.
    'import.meta.url': 'importMetaUrl',
  },
  loader: {
    '.br': 'binary',
    '.wasm': 'binary',
  },
  plugins: [engineFiles(assets), sqlParser(), verifierPage()],
  minifyWhitespace: true,
  legalComments: 'eof',
  logLevel: 'warning',
});
await chmod(outfile, 0o755);
// PGlite leaves something behind that would keep the process alive.
process.exit(0);
