import {
  importDefinitions,
  problemLine,
  readDefinitions,
} from '@countersign/plugin-service-levels-common';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { readText } from '../../input/files';
import { exitCodes } from '../../output/failure';
import { note } from '../../output/print';
import { Finish } from '../Area';
import { writeOutput } from './writeOutput';

/** `countersign slo import` */
export function addSloImport(parent: Command, finish: Finish): void {
  parent
    .command('import')
    .description(
      'Turn definitions of Sloth, Pyrra or Google Cloud Monitoring into OpenSLO. Nothing is sent anywhere.',
    )
    .argument('<files...>', 'YAML or JSON, or - for stdin')
    .option('-o, --output <file>', 'where to, or - for stdout', '-')
    .option(
      '--source <name>',
      'the source of the portal that metrics are read from',
      'prometheus',
    )
    .option(
      '--service <name>',
      'whose promises they are, where the definitions do not say or another is meant',
    )
    .addHelpText(
      'after',
      `
What OpenSLO has no place for is named on stderr with file, line and path; ends with 1 where an objective could not be
carried over. What is written has been read again as "slo lint" reads it.

Example:
  $ countersign slo import --source prometheus -o checkout-slo.yaml sloth/checkout.yml
  $ gcloud monitoring slos list --service=checkout --format=json | countersign slo import --source cloud -`,
    )
    .action(
      async (
        paths: string[],
        flags: { output: string; source: string; service?: string },
      ) => {
        const files = await Promise.all(
          paths.map(async path => ({ file: path, text: await readText(path) })),
        );
        const { documents, problems } = importDefinitions(files, flags);
        const text = documents
          .map(each => stringify(each, { lineWidth: 0 }))
          .join('---\n');
        const again = readDefinitions([{ file: flags.output, text }]);
        await writeOutput(flags.output, text);
        const found = [...problems, ...again.problems];
        if (found.length > 0) note(...found.map(problemLine));
        if (found.some(({ severity }) => severity === 'error')) {
          finish(exitCodes.refused);
        }
      },
    );
}
