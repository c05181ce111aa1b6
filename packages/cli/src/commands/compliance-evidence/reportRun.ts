import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  EvidenceClient,
  ParameterValues,
  ReportDetail,
  RunDetail,
  scheduledValues,
} from '@countersign/plugin-compliance-evidence-common';
import { RecordLinks } from '@countersign/plugin-governance-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { Command } from 'commander';
import { collect, parseDuration } from '../../input/options';
import { CommandFailure, ExitCode, exitCodes } from '../../output/failure';
import { linked } from '../../output/links';
import { note, print, printJson } from '../../output/print';
import { ask } from '../../portal/ask';
import {
  connect,
  PortalOptions,
  withPortalOptions,
} from '../../portal/connection';
import { Finish } from '../Area';
import { valuesGiven } from './givenParameters';

interface RunOptions extends PortalOptions {
  parameter?: string[];
  lastPeriod?: boolean;
  deliver: boolean;
  out?: string;
  key?: string;
  timeout: number;
  every: number;
  json?: boolean;
}

type Detail = RunDetail & { links?: RecordLinks };

/** `countersign report run` */
export function addReportRun(parent: Command, finish: Finish): void {
  withPortalOptions(
    parent
      .command('run')
      .description('Run a report on the portal, wait, and fetch its pack')
      .argument('<name>', 'of the report, such as sox-access-and-change'),
  )
    .option(
      '--parameter <name=value>',
      'a parameter; repeat it, also for each item of a list',
      collect,
    )
    .option(
      '--last-period',
      'about the last quarter, month or day that is over, by the clock of the report',
    )
    .option('--no-deliver', 'send no mails')
    .option('--out <pack.zip>', 'where to write the signed pack')
    .option(
      '--key <text>',
      'names this run: asked for again under it, the same run is waited for (default: COUNTERSIGN_RUN_KEY)',
    )
    .option(
      '--timeout <duration>',
      'how long to wait: 30m, 2h',
      parseDuration,
      3_600_000,
    )
    .option('--every <duration>', 'how often to look', parseDuration, 5_000)
    .option('--json', 'print the run as JSON')
    .addHelpText(
      'after',
      `
Exit codes: 0 completed, and the pack is written · 1 the run failed or was canceled, or the portal refuses it · 2 the portal
could not be asked, or the run goes on after the timeout.

Example:
  $ countersign report run operations-daily --last-period --out "operations-$(date +%F).zip"`,
    )
    .action(async (name: string, options: RunOptions) => {
      finish(await runReport(name, options));
    });
}

async function runReport(name: string, options: RunOptions): Promise<ExitCode> {
  const portal = await connect(options);
  const client = new EvidenceClient(portal.plugin('compliance-evidence'));
  const call = { token: portal.token };
  const report = await ask(client.getReport(name, call));
  const parameters = parametersOf(report, options);
  const request = { report: name, parameters, deliver: options.deliver };
  const key = options.key ?? process.env.COUNTERSIGN_RUN_KEY;
  const asked: Detail = await ask(
    client.requestRun(request, {
      ...call,
      // A retry of this request after a lost answer asks for the same run; another call of the command for another one.
      idempotencyKey: digestOf({ ...request, key: key ?? String(Date.now()) }),
    }),
  );
  note(`countersign: ${linked(asked.run.number, asked)} of ${name}`);
  const detail = await untilEnded(asked, options, number =>
    client.getRun(number, call),
  );
  if (options.json) printJson(detail);
  else print(...resultLines(detail));
  if (detail.run.state !== 'completed') return exitCodes.refused;
  if (options.out !== undefined) {
    const bytes = await ask(client.getPack(detail.run.number, call));
    await writePack(options.out, bytes, detail);
  }
  return exitCodes.done;
}

function parametersOf(
  { report, timeZone = 'UTC' }: ReportDetail,
  { parameter, lastPeriod }: RunOptions,
): ParameterValues {
  const given = valuesGiven(report.parameters, parameter);
  if (!lastPeriod) return given;
  const now = new Date().toISOString();
  return {
    ...scheduledValues(report.parameters, now, timeZone),
    ...given,
  };
}

/** A portal that is away for a while, as while it is updated, ends nothing: the run goes on there. */
async function untilEnded(
  asked: Detail,
  { timeout, every }: RunOptions,
  look: (number: string) => Promise<Detail>,
): Promise<Detail> {
  const { number } = asked.run;
  const until = Date.now() + timeout;
  let detail = asked;
  let told = '';
  for (;;) {
    const { run } = detail;
    if (['completed', 'failed', 'canceled'].includes(run.state)) return detail;
    const news = run.state === 'queued' ? 'waits' : run.phase;
    if (news !== told) note(`countersign: ${number}: ${news}`);
    told = news;
    if (Date.now() + every > until) {
      throw new CommandFailure(
        `${number} goes on: it did not end within the timeout. Its phase is ${run.phase}.`,
      );
    }
    await delay(every);
    try {
      detail = await ask(look(number));
    } catch (error) {
      const isAway =
        error instanceof CommandFailure &&
        error.exitCode === exitCodes.couldNot;
      if (!isAway) throw error;
      note(`countersign: ${error.message} Looking again.`);
    }
  }
}

function resultLines(detail: Detail): string[] {
  const { run, deliveries, pack } = detail;
  const number = linked(run.number, detail);
  if (run.state === 'canceled') return [`${number} was canceled.`];
  if (run.failure) {
    const { phase, problem, remedy } = run.failure;
    return [
      `${number} failed in its phase ${phase}: ${problem}`,
      `  → ${remedy}`,
    ];
  }
  return [
    `${number} is complete: ${run.resultRows ?? 0} rows, ${
      run.violations ?? 0
    } violations.`,
    ...deliveries.map(({ recipient, state }) => `  ${recipient}: ${state}`),
    ...(pack ? [`  Pack  ${pack.sha256}`] : []),
  ];
}

/** The whole pack as the portal keeps it, or none: a reader of the folder never sees half of one. */
async function writePack(
  out: string,
  bytes: Uint8Array,
  { run, pack }: Detail,
): Promise<void> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (`sha256:${digest}` !== pack?.sha256) {
    throw new CommandFailure(
      `The pack of ${run.number} did not arrive as the portal keeps it: its digest is sha256:${digest}.`,
    );
  }
  const part = `${out}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, out);
  } catch (error) {
    await rm(part, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${out} cannot be written: ${reason}`);
  }
}
