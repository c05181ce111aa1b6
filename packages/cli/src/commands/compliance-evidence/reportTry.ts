import {
  problemLine,
  readParameters,
  refusalLine,
  ReportBundle,
} from '@countersign/plugin-compliance-evidence-common';
import { Command, InvalidArgumentError } from 'commander';
import { PgliteEngine } from '../../engine/PgliteEngine';
import { collect, parseDuration } from '../../input/options';
import { CommandFailure, exitCodes } from '../../output/failure';
import { print, printJson } from '../../output/print';
import { Finish } from '../Area';
import { answerQuestions, stageSamples, TriedQuestion } from './tryReport';
import { valuesGiven } from './givenParameters';
import { checkReportFolder } from './reportFolder';
import { sqlParser } from './sqlParser';

interface TryOptions {
  data: string;
  parameter?: string[];
  question?: string[];
  rows: number;
  out?: string;
  timeout: number;
  json?: boolean;
}

/** `countersign report try` */
export function addReportTry(parent: Command, finish: Finish): void {
  parent
    .command('try')
    .description('Run a report on sample data, here and without the portal')
    .argument('<folder>', 'with a report.yaml')
    .requiredOption(
      '--data <folder>',
      'a file for each source of the report: <source>.csv, .ndjson, .json, .parquet, or .pages.ndjson with a page of JSON a line',
    )
    .option(
      '--parameter <name=value>',
      'a parameter; repeat it, also for each item of a list',
      collect,
    )
    .option('--question <name>', 'only this question; repeat it', collect)
    .option('--rows <n>', 'rows to show of each answer', parseCount, 5)
    .option('--out <folder>', 'write each whole answer as <question>.csv')
    .option('--timeout <duration>', 'for each query', parseDuration, 120_000)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
The data are read and staged by the report's declaration, as a run does it: a column that is missing, renamed or of another
type is named with its line. The queries run in a PostgreSQL inside this program. Ends with 1 where the report, the data or a
query is not as it must be.

Example:
  $ countersign report try reports/sox-access-and-change --data sample --parameter quarter=2026Q3 --parameter clusters=ledger`,
    )
    .action(async (folder: string, options: TryOptions) => {
      const { report, problems, refusals } = await checkReportFolder(
        folder,
        await sqlParser(),
      );
      if (!report || refusals.length > 0) {
        print(...problems.map(problemLine), ...refusals.map(refusalLine));
        finish(exitCodes.refused);
        return;
      }
      const { values, period } = parametersOf(report, options.parameter);
      const engine = await PgliteEngine.start(options.timeout);
      try {
        const staged = await stageSamples(report, engine, options.data, {
          values,
          period,
        });
        const tried = await answerQuestions(report, engine, options);
        if (options.json) printJson({ staged, questions: tried });
        else {
          print(
            ...staged.map(({ source, rows }) => `${source}: ${rows} records.`),
            ...tried.flatMap(answerLines),
          );
        }
        if (tried.some(({ problem }) => problem !== undefined)) {
          finish(exitCodes.refused);
        }
      } finally {
        await engine.close();
      }
    });
}

function parseCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) {
    throw new InvalidArgumentError('It must be a number such as 5.');
  }
  return Number(text);
}

function parametersOf(report: ReportBundle, given?: string[]) {
  const raw = valuesGiven(report.definition.spec.parameters, given);
  const { values, period, problems } = readParameters(report.definition, raw);
  if (problems.length > 0) {
    throw new CommandFailure(
      problems
        .map(({ name, message }) => `The parameter ${name} ${message}.`)
        .join('\n'),
      exitCodes.refused,
    );
  }
  return { values, period };
}

function answerLines({
  name,
  title,
  rows,
  header,
  first,
  problem,
}: TriedQuestion): string[] {
  if (problem !== undefined) return ['', `${name}: ${problem}`];
  const more = rows - first.length;
  return [
    '',
    `${name}: ${title}: ${rows} ${rows === 1 ? 'row' : 'rows'}.`,
    ...(rows > 0 && first.length > 0 ? [`  ${header}`] : []),
    ...first.flatMap(row => row.split('\n').map(line => `  ${line}`)),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
