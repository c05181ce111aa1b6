// Bundles the command line into one file that plain Node runs with no install: `node build.mjs [outfile]`.
import { chmod, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'));
const outfile = process.argv[2] ?? here('dist/countersign.cjs');

await build({
  entryPoints: [here('src/index.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The ES modules of dependencies can be shaken; their CommonJS builds are carried whole.
  mainFields: ['module', 'main'],
  banner: { js: '#!/usr/bin/env node' },
  define: { 'process.env.COUNTERSIGN_VERSION': JSON.stringify(version) },
  legalComments: 'eof',
  logLevel: 'warning',
});
await chmod(outfile, 0o755);
