// Bundles the service into one file that plain Node runs with no install, for its container image: `node build.mjs`.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: [here('src/main.ts')],
  outfile: here('dist/customer-engagement-api.cjs'),
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  sourcemap: true,
  // The compiled driver is optional, and is not installed.
  external: ['pg-native'],
  legalComments: 'eof',
  logLevel: 'warning',
});
