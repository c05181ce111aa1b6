import {
  experimentProblemLine,
  readExperiment,
} from '@countersign/plugin-chaos-drills-common';
import { Command } from 'commander';
import { readText } from '../../input/files';
import { collect } from '../../input/options';
import { exitCodes } from '../../output/failure';
import { print, printJson } from '../../output/print';
import { Finish } from '../Area';
import { variableSources } from './variables';

interface LintCommandOptions {
  allowProcess?: string[];
  var?: string[];
  values?: boolean;
  strict?: boolean;
  json?: boolean;
}

/** `countersign drill lint` */
export function addDrillLint(parent: Command, finish: Finish): void {
  parent
    .command('lint')
    .description(
      'Say what is wrong with experiments of Chaos Toolkit, as the portal would. Nothing is run.',
    )
    .argument('<files...>', 'in YAML or JSON, one experiment each')
    .option(
      '--allow-process <path>',
      'absolute path of a program that a process may be; repeat it',
      collect,
    )
    .option(
      '--var <name=value>',
      'with --values: a variable; repeat it',
      collect,
    )
    .option(
      '--values',
      'each variable must have a value here and now, by the environment, --var or a default',
    )
    .option('--strict', 'warnings count as errors')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Ends with 1 where an experiment cannot be run; what runs otherwise than one may think is a warning.

Example:
  $ countersign drill lint --strict drills/*.yaml`,
    )
    .action(async (paths: string[], options: LintCommandOptions) => {
      const sources = variableSources(options.var);
      const found = await Promise.all(
        paths.map(async path => {
          const { experiment, problems } = readExperiment(
            { file: path, text: await readText(path) },
            {
              processes: options.allowProcess,
              ...(options.values && { variables: sources }),
            },
          );
          return { file: path, title: experiment?.title, problems };
        }),
      );
      const problems = found.flatMap(file => file.problems);
      if (options.json) {
        printJson(found);
      } else {
        const work = found.filter(({ title }) => title !== undefined).length;
        print(
          ...problems.map(experimentProblemLine),
          `${work} of ${found.length} ${
            found.length === 1 ? 'experiment' : 'experiments'
          } can be run${
            problems.length
              ? `, ${problems.length} ${
                  problems.length === 1 ? 'problem' : 'problems'
                }`
              : ''
          }.`,
        );
      }
      const refused = problems.some(
        ({ severity }) => options.strict || severity === 'error',
      );
      if (refused) finish(exitCodes.refused);
    });
}
