import {
  problemLine,
  readDefinitions,
} from '@countersign/plugin-service-levels-common';
import { Command } from 'commander';
import { readText } from '../../input/files';
import { exitCodes } from '../../output/failure';
import { print, printJson } from '../../output/print';
import { Finish } from '../Area';

/** `countersign slo lint` */
export function addSloLint(parent: Command, finish: Finish): void {
  parent
    .command('lint')
    .description(
      'Say what is wrong with OpenSLO files, as the portal would. Nothing is sent anywhere.',
    )
    .argument(
      '<files...>',
      'all that refer to each other, or - for stdin; each may hold several documents',
    )
    .option('--json', 'print JSON')
    .option('--strict', 'warnings count as errors')
    .addHelpText(
      'after',
      `
Ends with 1 where a definition does not work; what works only otherwise than one may think is a warning. Whether a source
has the metrics is for the portal to say: it lists that beside what this says.

Example:
  $ countersign slo lint --strict catalog-info/slo/*.yaml`,
    )
    .action(
      async (
        paths: string[],
        options: { json?: boolean; strict?: boolean },
      ) => {
        const files = await Promise.all(
          paths.map(async path => ({ file: path, text: await readText(path) })),
        );
        const { objectives, problems } = readDefinitions(files);
        const errors = problems.filter(
          ({ severity }) => options.strict || severity === 'error',
        );
        if (options.json) {
          printJson({ objectives: objectives.map(({ id }) => id), problems });
        } else {
          const works = howManyWork(objectives.length);
          print(
            ...problems.map(problemLine),
            problems.length
              ? `${works}, ${count(problems.length, 'problem')}.`
              : `${works}.`,
          );
        }
        if (errors.length > 0) finish(exitCodes.refused);
      },
    );
}

/** Files may hold nothing but sources, indicators and policies. */
function howManyWork(n: number): string {
  return n === 0
    ? 'No objectives'
    : `${count(n, 'objective')} ${n === 1 ? 'works' : 'work'}`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
