import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import {
  allowedHosts,
  Experiment,
  experimentProblemLine,
  httpFaults,
  httpProvider,
  Journal,
  readExperiment,
  readVariables,
  RunClock,
  RunEvent,
  runExperiment,
  RunStop,
  VariableSources,
} from '@countersign/plugin-chaos-drills-common';
import { processProvider } from '@countersign/plugin-chaos-drills-node/process';
import { Command } from 'commander';
import { readText } from '../../input/files';
import { collect, parseDuration } from '../../input/options';
import { CommandFailure, ExitCode, exitCodes } from '../../output/failure';
import { note, print, printJson } from '../../output/print';
import { Finish } from '../Area';
import { variableSources } from './variables';

interface RunCommandOptions {
  journal: string;
  allowProcess?: string[];
  var?: string[];
  recovery: number;
  json?: boolean;
}

const clock: RunClock = {
  now: Date.now,
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
};

/** `countersign drill run` */
export function addDrillRun(parent: Command, finish: Finish): void {
  parent
    .command('run')
    .description(
      'Run an experiment of Chaos Toolkit here, outside the portal, and write its journal',
    )
    .argument('<file>', 'in YAML or JSON')
    .option('--journal <file>', 'where to write the journal', 'journal.json')
    .option(
      '--allow-process <path>',
      'absolute path of a program that a process may be; repeat it',
      collect,
    )
    .option('--var <name=value>', 'a variable; repeat it', collect)
    .option(
      '--recovery <duration>',
      'how long the steady state may take to hold again',
      parseDuration,
      120_000,
    )
    .option('--json', 'print the journal instead of a summary')
    .addHelpText(
      'after',
      `
Faults are leases: the target ends each by itself when it does not hear of this command again, also where it is killed. Ctrl-C
ends the faults and rolls back; a second one leaves at once. No change, freeze or open incident is asked for here: the portal
does that.

Exit codes: 0 all was done and the system recovered · 1 it did not, or was stopped · 2 the experiment cannot be run.

Example:
  $ FAULTS_TOKEN=$(cat .data/faults-token) countersign drill run drills/latency.yaml`,
    )
    .action(async (path: string, options: RunCommandOptions) => {
      const sources = variableSources(options.var);
      const experiment = await readRunnable(path, options, sources);
      const journal = await play(experiment, options, sources);
      await writeJournal(options.journal, journal);
      if (options.json) printJson(journal);
      else print(...summary(journal, options.journal));
      finish(codeOf(journal));
    });
}

async function readRunnable(
  path: string,
  { allowProcess }: RunCommandOptions,
  sources: VariableSources,
): Promise<Experiment> {
  const { experiment, problems } = readExperiment(
    { file: path, text: await readText(path) },
    { processes: allowProcess, variables: sources },
  );
  note(...problems.map(experimentProblemLine));
  if (experiment) return experiment;
  throw new CommandFailure(`${path} cannot be run. Nothing was done.`);
}

async function play(
  experiment: Experiment,
  { allowProcess = [], recovery }: RunCommandOptions,
  sources: VariableSources,
): Promise<Journal> {
  const { variables } = readVariables(experiment.document, sources);
  const { drill } = experiment;
  const hosts = drill && allowedHosts(drill.hosts, variables);
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(exitCodes.couldNot);
    stop.abort(new RunStop('interrupted', 'The command was told to end.'));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await runExperiment(experiment, {
      ...{ variables, clock, recovery, stop: stop.signal },
      providers: {
        http: httpProvider({
          ...{ fetch, hosts },
          timeoutSignal: ms => AbortSignal.timeout(ms),
        }),
        ...(allowProcess.length > 0 && {
          process: processProvider(allowProcess),
        }),
      },
      faults: new Map([['http', httpFaults({ fetch, hosts, now: Date.now })]]),
      nextId: randomUUID,
      onEvent: event => note(...progress(event)),
      platform: `${process.platform} node ${process.version}`,
      node: hostname(),
    });
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

function progress(event: RunEvent): string[] {
  switch (event.type) {
    case 'phase':
      return [`${event.at} ${event.phase}`];
    // Told once it is done.
    case 'step':
      return [];
    case 'activity': {
      const { activity, status, exception } = event.run;
      const why = exception ? `: ${exception[0]}` : '';
      return [`  ${String(activity.name)}: ${status}${why}`];
    }
    case 'steady-state':
      return event.state.probes.map(
        ({ activity, tolerance_met, comparison, exception }) =>
          `  ${String(activity.name)}: ${tolerance_met ? 'holds' : 'fails'}, ${
            comparison
              ? `${comparison.what} is ${JSON.stringify(
                  comparison.compared,
                )}, has to be ${comparison.expected}`
              : exception?.[0] ?? ''
          }`,
      );
    case 'fault': {
      const { fault, target, leaseSeconds } = event.fault;
      return event.change === 'renewed'
        ? []
        : [
            `  fault ${fault} at ${target}: ${event.change}, lease ${leaseSeconds} s`,
          ];
    }
    default:
      return [`${event.at} stopping: ${event.reason}`];
  }
}

function summary(journal: Journal, file: string): string[] {
  const [{ outcome, reasons, faults }] = journal.extensions;
  return [
    `${outcome}: ${String(journal.experiment.title)}`,
    ...reasons.map(reason => `  ${reason}`),
    ...faults.map(
      ({ fault, target, injectedAt = 'never', endedAt, endsBy = '?' }) =>
        `  ${fault} at ${target}: from ${injectedAt} to ${
          endedAt ?? `${endsBy} at the latest`
        }`,
    ),
    `Journal: ${file}`,
  ];
}

function codeOf({ extensions: [{ outcome }] }: Journal): ExitCode {
  return outcome === 'passed' ? exitCodes.done : exitCodes.refused;
}

/** A journal that is half written is none. */
async function writeJournal(file: string, journal: Journal): Promise<void> {
  try {
    const draft = `${file}.part`;
    await writeFile(draft, `${JSON.stringify(journal, null, 2)}\n`);
    await rename(draft, file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${file} cannot be written: ${reason}`);
  }
}
