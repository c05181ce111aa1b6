import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  problemLine,
  readDefinitions,
  terraformObjectives,
} from '@countersign/plugin-service-levels-common';
import { Command } from 'commander';
import { readText } from '../../input/files';
import { collect } from '../../input/options';
import { CommandFailure, exitCodes } from '../../output/failure';
import { note } from '../../output/print';
import { Finish } from '../Area';
import { writeOutput } from './writeOutput';

interface TerraformFlags {
  output: string;
  skip?: string[];
}

/** `countersign slo terraform` */
export function addSloTerraform(parent: Command, finish: Finish): void {
  parent
    .command('terraform')
    .description(
      'Write objectives and their burn-rate alerts for Google Cloud Monitoring, as values of a Terraform module.',
    )
    .argument(
      '<paths...>',
      'files, or folders with files, all that refer to each other; - for stdin',
    )
    .option('-o, --output <file>', 'where to, or - for stdout', '-')
    .option(
      '--skip <objective>',
      'an objective that only the portal is to have; repeat it',
      collect,
    )
    .addHelpText(
      'after',
      `
Writes the variables "services" and "slos" of deploy/terraform/modules/monitoring as JSON: a file that ends in .auto.tfvars.json
is read by itself. Metrics of Cloud Monitoring are taken as they are, selectors of PromQL as Managed Prometheus keeps them.

Cloud Monitoring has no composites, no thresholds on values, no RatioTimeslices, no goal above 0.9999, no window that is no whole
days or longer than 30, and no alert that looks back further than a day; it knows neither corrections nor what is too little
traffic to tell. Ends with 1 where an objective cannot be had there, and says of each why: the others are written all the same.

Example:
  $ countersign slo terraform -o slos.auto.tfvars.json catalog-info/slo/`,
    )
    .action(async (paths: string[], { output, skip = [] }: TerraformFlags) => {
      const named = (await Promise.all(paths.map(filesOf))).flat();
      const files = await Promise.all(
        named.map(async file => ({ file, text: await readText(file) })),
      );
      const definitions = readDefinitions(files);
      const unknown = skip.find(
        id => !definitions.objectives.some(each => each.id === id),
      );
      if (unknown !== undefined) {
        throw new CommandFailure(
          `--skip: there is no objective ${unknown} in these files.`,
        );
      }
      const { values, problems } = terraformObjectives({
        ...definitions,
        objectives: definitions.objectives.filter(
          ({ id }) => !skip.includes(id),
        ),
      });
      const found = [...definitions.problems, ...problems];
      await writeOutput(output, `${JSON.stringify(values, undefined, 2)}\n`);
      if (found.length > 0) note(...found.map(problemLine));
      if (found.some(({ severity }) => severity === 'error')) {
        finish(exitCodes.refused);
      }
    });
}

/** The YAML files of a folder, by name; a file is itself. */
async function filesOf(path: string): Promise<string[]> {
  if (path === '-') return [path];
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [path];
  const names = (await readdir(path)).filter(name => /\.ya?ml$/.test(name));
  if (names.length === 0) {
    throw new CommandFailure(`${path} has no YAML files.`);
  }
  return names.sort().map(name => join(path, name));
}
