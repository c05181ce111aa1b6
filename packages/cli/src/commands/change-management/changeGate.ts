import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Command } from 'commander';
import {
  GateDecision,
  GateRequest,
  gateRequestSchema,
} from '@countersign/plugin-change-management-common';
import { WithLinks } from '@countersign/plugin-governance-common';
import { checked, parseDuration } from '../../input/options';
import { CommandFailure, exitCodes } from '../../output/failure';
import { linked } from '../../output/links';
import { note, print, printJson } from '../../output/print';
import { ask } from '../../portal/ask';
import { PortalOptions, withPortalOptions } from '../../portal/connection';
import type { Finish } from '../Area';
import { digestFrom } from './planFile';
import { Changes, connectChanges } from './portal';
import { StackOptions, stackOf, withStackOptions } from './stack';

type GateAnswer = WithLinks<GateDecision>;

interface GateOptions extends PortalOptions, StackOptions {
  change?: string;
  planDigest?: string;
  commit?: string;
  environment?: string;
  wait?: number;
  every: number;
  json?: boolean;
}

/** `countersign change gate` */
export function addChangeGate(parent: Command, finish: Finish): void {
  withStackOptions(
    withPortalOptions(
      parent
        .command('gate')
        .description('Ask whether this may be deployed now'),
    ),
  )
    .option(
      '--change <number>',
      'such as CHG0000042 (default: found by the plan)',
    )
    .option('--plan <plan.json>', 'the plan that is about to be applied')
    .option('--plan-digest <digest>', 'its digest, in place of --plan')
    .option('--commit <hash>', 'the commit that is about to be deployed')
    .option('--environment <name>', 'where it is about to be deployed')
    .option(
      '--wait <duration>',
      'ask again until it allows: 30s, 10m, 1h',
      parseDuration,
    )
    .option(
      '--every <duration>',
      'how often, with --wait',
      parseDuration,
      15_000,
    )
    .option('--json', "print the gate's answer as JSON")
    .addHelpText(
      'after',
      `
Exit codes: 0 the gate allows, 1 it refuses (each reason is printed with what would satisfy it), 2 it could not be asked.
Whatever is not 0 must stop the pipeline.

Examples:
  $ countersign change gate --plan plan.json --commit "$GITHUB_SHA" --environment production
  $ countersign change gate --change CHG0000042 --plan plan.json --wait 10m && terraform apply plan.bin`,
    )
    .action(async (options: GateOptions) => {
      finish(await askGate(options));
    });
}

async function askGate(options: GateOptions) {
  const request = checked(gateRequestSchema, {
    change: options.change,
    planDigest: await digestFrom(options),
    commit: options.commit,
    environment: options.environment,
    stack: await stackOf(options),
  });
  const portal = await connectChanges(options);
  const answer = await waitForAnswer(portal, request, options);
  if (options.json) {
    printJson(answer);
  } else {
    print(...report(answer));
  }
  return answer.decision === 'allow' ? exitCodes.done : exitCodes.refused;
}

async function waitForAnswer(
  portal: Changes,
  request: GateRequest,
  { wait = 0, every }: GateOptions,
): Promise<GateAnswer> {
  const until = Date.now() + wait;
  let told: string[] = [];
  for (;;) {
    const answer = await askOnce(portal, request);
    if (answer.decision === 'allow' || Date.now() + every > until) {
      return answer;
    }
    const reasons = reasonsOf(answer);
    // Said once, and again when they change: a log of ten minutes stays short.
    if (!isDeepStrictEqual(reasons, told))
      note('countersign: the gate refuses, waiting.', ...reasons);
    told = reasons;
    await delay(every);
  }
}

/** Any answer but the gate's own is a gate that could not be asked. */
async function askOnce(
  { client, token }: Changes,
  request: GateRequest,
): Promise<GateAnswer> {
  let answer: GateAnswer;
  try {
    answer = await ask(
      client.askGate(request, { token, idempotencyKey: randomUUID() }),
    );
  } catch (error) {
    throw error instanceof CommandFailure
      ? new CommandFailure(error.message)
      : error;
  }
  if (
    (answer.decision !== 'allow' && answer.decision !== 'refuse') ||
    !Array.isArray(answer.checks)
  ) {
    throw new CommandFailure(
      "The answer is not one of the gate's: is the address right?",
    );
  }
  return answer;
}

/** A line each: what is printed has no line ends of its own. */
function reasonsOf(answer: GateAnswer): string[] {
  return answer.checks
    .filter(check => !check.passed)
    .flatMap(({ id, detail, remedy }) => [
      `  ✘ ${id}: ${detail}`,
      ...(remedy ? [`      → ${remedy}`] : []),
    ]);
}

function report(answer: GateAnswer): string[] {
  const about = answer.changeNumber
    ? ` ${linked(answer.changeNumber, answer)}`
    : '';
  const lines =
    answer.decision === 'allow'
      ? [
          `The gate allows${about}.`,
          ...answer.checks.map(check => `  ✔ ${check.id}: ${check.detail}`),
        ]
      : [`The gate refuses${about}.`, ...reasonsOf(answer)];
  return [...lines, `Decision  ${answer.id}`];
}
