import path from 'path';
import { buildSync } from 'esbuild';
import { KillableLives } from './KillableLives';

/** What loads files of its own, or loads what is not installed only when it is asked for. */
const ALWAYS_EXTERNAL = ['knex', 'pg-native'];

/**
 * Lives of a program that is written in TypeScript: it is made one file, which is loaded three times as fast.
 *
 * @param options.program - The file of the program.
 * @param options.folder - Where the one file is written.
 * @param options.modules - Where packages are that it does not hold itself.
 * @param options.external - More packages that it does not hold, since they find files of their own beside them.
 */
export function killableProgram<Start extends object>(options: {
  program: string;
  folder: string;
  modules: string;
  external?: readonly string[];
}): KillableLives<Start> {
  const { program, folder, modules, external = [] } = options;
  const outfile = path.join(folder, `${path.parse(program).name}.js`);
  buildSync({
    ...{ entryPoints: [program], outfile },
    bundle: true,
    platform: 'node',
    external: [...ALWAYS_EXTERNAL, ...external],
    logLevel: 'error',
  });
  return new KillableLives(outfile, modules);
}
