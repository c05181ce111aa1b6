import { LintOptions } from './lintExperiment';
import { ProblemList } from './ProblemList';
import { ProcessProvider } from './schemas';

const SHELL =
  /(^|[\\/])(sh|bash|dash|zsh|ksh|fish|csh|tcsh|busybox|env|cmd(\.exe)?|powershell(\.exe)?|pwsh)$/i;

/** Programs are off unless named by whoever runs the experiment, and none is started by a shell. */
export function lintProcess(
  { path: program, arguments: given }: ProcessProvider,
  at: readonly PropertyKey[],
  { processes = [] }: LintOptions,
  problems: ProblemList,
): void {
  if (typeof given === 'string' && given.trim() !== '') {
    problems.error(
      [...at, 'arguments'],
      'shell',
      'are one text, which Chaos Toolkit gives to a shell, and there is no shell here: write them as a list',
    );
  }
  if (SHELL.test(program)) {
    problems.error(
      [...at, 'path'],
      'shell',
      `is ${program}, which runs whatever it is told: name the program itself`,
    );
    return;
  }
  if (processes.includes(program)) return;
  problems.error(
    [...at, 'path'],
    'process-not-allowed',
    processes.length === 0
      ? `is ${program}, and processes are off: whoever runs the experiment has to allow it by its absolute path`
      : `is ${program}, which is not allowed here; allowed are ${processes.join(
          ', ',
        )}`,
  );
}
