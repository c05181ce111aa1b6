import path from 'path';
import { KillableLives } from '@countersign/plugin-governance-test-utils';
import { buildSync } from 'esbuild';
import { PlayerStart } from './playerProcess';

const modules = path.resolve(__dirname, '../../../../node_modules');
/** What loads files of its own, or loads what is not installed only when it is asked for. */
const external = ['knex', 'pg-native'];

/**
 * Play one drill each, and are killed.
 *
 * @param folder - Where their program is written.
 */
export function killablePlayers(folder: string): KillableLives<PlayerStart> {
  const outfile = path.join(folder, 'player.js');
  buildSync({
    entryPoints: [path.join(__dirname, 'playerProcess.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    external,
    logLevel: 'error',
  });
  return new KillableLives(outfile, modules);
}
