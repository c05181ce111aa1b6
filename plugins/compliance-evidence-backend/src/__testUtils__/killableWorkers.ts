import path from 'path';
import {
  KillableLives,
  killableProgram,
} from '@countersign/plugin-governance-test-utils';
import { WorkerStart } from './workerProcess';

/**
 * Work on runs until they are killed.
 *
 * @param folder - Where their program is written.
 */
export function killableWorkers(folder: string): KillableLives<WorkerStart> {
  return killableProgram({
    program: path.join(__dirname, 'workerProcess.ts'),
    folder,
    modules: path.resolve(__dirname, '../../../../node_modules'),
    external: ['libpg-query', 'pdfkit'],
  });
}
