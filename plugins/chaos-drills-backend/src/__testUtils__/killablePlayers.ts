import path from 'path';
import {
  KillableLives,
  killableProgram,
} from '@countersign/plugin-governance-test-utils';
import { PlayerStart } from './playerProcess';

/**
 * Play one drill each, and are killed.
 *
 * @param folder - Where their program is written.
 */
export function killablePlayers(folder: string): KillableLives<PlayerStart> {
  return killableProgram({
    program: path.join(__dirname, 'playerProcess.ts'),
    folder,
    modules: path.resolve(__dirname, '../../../../node_modules'),
  });
}
