import path from 'path';
import { buildSync } from 'esbuild';
import { LoadKubernetes } from '../Cluster';

/** The real client. It is an ES module, which tests cannot load, and so it is made one file of CommonJS first. */
export function kubernetesIn(folder: string): LoadKubernetes {
  // Tests take what is in such a folder as it is.
  const outfile = path.join(folder, 'node_modules', 'kubernetes', 'index.js');
  buildSync({
    entryPoints: [require.resolve('@kubernetes/client-node')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return async () => jest.requireActual(outfile);
}
