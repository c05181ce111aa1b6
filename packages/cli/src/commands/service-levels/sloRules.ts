import {
  problemLine,
  prometheusRules,
  RangeStyle,
  readDefinitions,
  usualRuleOptions,
} from '@countersign/plugin-service-levels-common';
import { Command, InvalidArgumentError, Option } from 'commander';
import { stringify } from 'yaml';
import { readText } from '../../input/files';
import { parseDuration } from '../../input/options';
import { exitCodes } from '../../output/failure';
import { note } from '../../output/print';
import { Finish } from '../Area';
import { writeOutput } from './writeOutput';

interface RulesFlags {
  output: string;
  scrapeInterval: number;
  ranges: RangeStyle;
  cells: number;
  up: boolean;
}

const MOST_NAMED = 20;
const HEADER = ` Written by "countersign slo rules": write it anew where a definition changes, and never by hand.
 Corrections (planned maintenance, outside hours) are not in these rules: what they exclude fires here.`;

/** `countersign slo rules` */
export function addSloRules(parent: Command, finish: Finish): void {
  parent
    .command('rules')
    .description(
      'Write recording and alerting rules for Prometheus, Mimir or Thanos that count and fire as the portal does.',
    )
    .argument(
      '<files...>',
      'all that refer to each other, or - for stdin; each may hold several documents',
    )
    .option('-o, --output <file>', 'where to, or - for stdout', '-')
    .option(
      '--scrape-interval <duration>',
      'how often Prometheus scrapes what is counted, as in 15s',
      parseDuration,
      usualRuleOptions.scrapeInterval,
    )
    .addOption(
      new Option(
        '--ranges <kind>',
        'how Prometheus reads a range: closed up to version 2, left-open from version 3 on',
      )
        .choices(['closed', 'left-open'] satisfies RangeStyle[])
        .default(usualRuleOptions.ranges),
    )
    .option(
      '--cells <number>',
      'into how many cells objectives are spread; some 250 in each are good. With another number their windows begin anew',
      readCells,
      usualRuleOptions.cells,
    )
    .option(
      '--no-up',
      'what is counted is pushed, and there is no series "up" by job and instance',
    )
    .addHelpText(
      'after',
      `
Ends with 1 where an objective cannot be written as rules, and says of each why and what to do: the others are written all
the same. A composite counts its parts by itself, and so costs as much as they do once more. Alerts are called ErrorBudgetBurn and ObjectiveWithoutData, with the labels slo, service and severity. Corrections
are for the portal only: which objectives that concerns is said, too.
Name the job in selectors where there are many targets: whether a series was born is then looked up among its own only.

Example:
  $ countersign slo rules -o slo-rules.yaml catalog-info/slo/*.yaml && promtool check rules slo-rules.yaml`,
    )
    .action(async (paths: string[], flags: RulesFlags) => {
      const files = await Promise.all(
        paths.map(async path => ({ file: path, text: await readText(path) })),
      );
      const definitions = readDefinitions(files);
      const { groups, problems, written } = prometheusRules(definitions, {
        scrapeInterval: flags.scrapeInterval,
        ranges: flags.ranges,
        cells: flags.cells,
        hasUp: flags.up,
      });
      const found = [...definitions.problems, ...problems];
      await writeOutput(flags.output, rulesText(groups));
      if (found.length > 0) note(...found.map(problemLine));
      if (written.length > 0) note(correctionsLine(written));
      if (found.some(({ severity }) => severity === 'error')) {
        finish(exitCodes.refused);
      }
    });
}

/** What the rules of no objective have, and what to do about it. */
function correctionsLine(written: readonly string[]): string {
  const named = written.slice(0, MOST_NAMED).join(', ');
  const others = written.length - MOST_NAMED;
  return `note: Corrections (planned maintenance, outside hours, deployments) are not in the rules of ${named}${
    others > 0 ? ` and ${others} more` : ''
  }: what they exclude counts, and fires. Mute ErrorBudgetBurn for these labels of slo over the same times in Alertmanager, or have the portal alert by what the rules record.`;
}

function rulesText(groups: object[]): string {
  const text = stringify(
    { groups },
    { aliasDuplicateObjects: false, lineWidth: 0 },
  );
  return `${HEADER.replace(/^/gm, '#')}\n${text}`;
}

function readCells(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new InvalidArgumentError('It must be a number from 1 to 9999.');
  }
  return Number(text);
}
