import path from 'path';
import { KillableLives } from '@countersign/plugin-governance-test-utils';
import { buildSync } from 'esbuild';
import { WorkerStart } from './workerProcess';

const modules = path.resolve(__dirname, '../../../../node_modules');
/** What finds files of its own beside it, or loads what is not installed only when it is asked for. */
const external = ['knex', 'libpg-query', 'pdfkit', 'pg-native'];

/**
 * Work on runs until they are killed.
 *
 * @param folder - Where their program is written.
 */
export function killableWorkers(folder: string): KillableLives<WorkerStart> {
  const outfile = path.join(folder, 'worker.js');
  buildSync({
    entryPoints: [path.join(__dirname, 'workerProcess.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    external,
    logLevel: 'error',
  });
  return new KillableLives(outfile, modules);
}
