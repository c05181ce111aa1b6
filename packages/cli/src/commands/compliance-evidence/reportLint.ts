import {
  problemLine,
  refusalLine,
} from '@countersign/plugin-compliance-evidence-common';
import { Command } from 'commander';
import { join } from 'node:path';
import { exitCodes } from '../../output/failure';
import { print, printJson } from '../../output/print';
import { Finish } from '../Area';
import { checkReportFolder } from './reportFolder';
import { sqlParser } from './sqlParser';

/** `countersign report lint` */
export function addReportLint(parent: Command, finish: Finish): void {
  parent
    .command('lint')
    .description(
      'Say what is wrong with reports: their definition, and queries outside the portable SQL profile',
    )
    .argument('<folders...>', 'each with a report.yaml')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
A query must give the same bytes on every PostgreSQL from 15 on, and in the verifier of an auditor. Refused is what depends on
the server, its settings or the clock, what leaves the order of rows open, and a row that does not name its evidence. Each
refusal says where it stands and what to write instead. Ends with 1 where there is one.

Example:
  $ countersign report lint reports/*`,
    )
    .action(async (folders: string[], options: { json?: boolean }) => {
      const parse = await sqlParser();
      const found = [];
      for (const folder of folders) {
        const { report, problems, refusals } = await checkReportFolder(
          folder,
          parse,
        );
        found.push({
          folder,
          name: report?.definition.metadata.name,
          questions: report?.definition.spec.questions.length ?? 0,
          problems,
          refusals,
        });
      }
      const wrong = found.reduce(
        (sum, { problems, refusals }) =>
          sum + problems.length + refusals.length,
        0,
      );
      if (options.json) {
        printJson(found);
      } else {
        found.forEach(({ folder, name, questions, problems, refusals }) => {
          const all = [
            ...problems.map(problem =>
              problemLine({ ...problem, file: join(folder, problem.file) }),
            ),
            ...refusals.map(refusal =>
              refusalLine({ ...refusal, file: join(folder, refusal.file) }),
            ),
          ];
          print(
            ...all,
            all.length
              ? `${folder}: ${count(all.length, 'problem')}.`
              : `${folder}: ${name} works, ${count(questions, 'question')}.`,
          );
        });
      }
      if (wrong > 0) finish(exitCodes.refused);
    });
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
