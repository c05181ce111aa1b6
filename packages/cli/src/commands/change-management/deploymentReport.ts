import { Command, Option } from 'commander';
import {
  deploymentOutcomes,
  DeploymentReport,
  deploymentReportSchema,
  ReconciliationVerdict,
  Stack,
} from '@countersign/plugin-change-management-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { textOrFile } from '../../input/files';
import {
  checked,
  collect,
  repositoryOption,
  runIdOption,
} from '../../input/options';
import { CommandFailure } from '../../output/failure';
import { linked } from '../../output/links';
import { print, printJson } from '../../output/print';
import { ask } from '../../portal/ask';
import { PortalOptions, withPortalOptions } from '../../portal/connection';
import { commitTime } from './commitTime';
import { digestFrom } from './planFile';
import { connectChanges } from './portal';
import { StackOptions, stackOf, withStackOptions } from './stack';

interface ReportOptions extends PortalOptions, StackOptions {
  change?: string;
  environment: string;
  outcome: DeploymentReport['outcome'];
  planDigest?: string;
  commit?: string;
  committedAt?: string;
  startedAt: string;
  finishedAt: string;
  externalId?: string;
  repository?: string;
  runId?: string;
  item?: string[];
  gateDecision?: string;
  deployer?: string;
  runUrl?: string;
  notes?: string;
  json?: boolean;
}

/** `countersign deployment report` */
export function addDeploymentReport(parent: Command): void {
  withStackOptions(
    withPortalOptions(
      parent
        .command('report')
        .description('Report what was deployed; it is held against its change'),
    ),
  )
    .option('--change <number>', 'the change that covers it')
    .requiredOption('--environment <name>', 'such as production')
    .addOption(
      new Option('--outcome <outcome>')
        .choices(deploymentOutcomes)
        .makeOptionMandatory(),
    )
    .option('--plan <plan.json>', 'the plan that was applied')
    .option('--plan-digest <digest>', 'its digest, in place of --plan')
    .option('--commit <hash>', 'the commit that was deployed')
    .option(
      '--committed-at <time>',
      'when it was made, for the lead time (default: as git has it, where this runs in a clone)',
    )
    .requiredOption('--started-at <time>', 'such as 2026-11-24T21:05:00Z')
    .requiredOption('--finished-at <time>')
    .option(
      '--external-id <id>',
      'names this deployment: reported twice, it counts once (default: repository, run and stack)',
    )
    .addOption(repositoryOption())
    .addOption(runIdOption())
    .option(
      '--item <ref>',
      'configuration item that was touched; repeat it',
      collect,
    )
    .option('--gate-decision <id>', "the gate's answer that was acted on")
    .option(
      '--deployer <ref>',
      'who deployed, when a pipeline reports for a person',
    )
    .option('--run-url <url>', 'where the run can be seen')
    .option('--notes <text|@file>')
    .option('--json', 'print the deployment as JSON')
    .addHelpText(
      'after',
      `
Report failures too, and deployments without a change: that is how what was not approved comes to light.

Exit codes: 0 reported (whatever the verdict), 1 the portal refuses the report, 2 it could not be asked.

Example:
  $ countersign deployment report --change CHG0000042 --environment production --outcome succeeded \\
      --plan plan.json --commit "$GITHUB_SHA" --external-id "$GITHUB_REPOSITORY/$GITHUB_RUN_ID" \\
      --started-at 2026-11-24T21:05:00Z --finished-at 2026-11-24T21:16:00Z`,
    )
    .action(report);
}

/** Verdicts as they are read; in JSON and in the log they are codes. */
const verdictWords: Record<ReconciliationVerdict, string> = {
  authorised: 'authorized',
  unauthorised: 'unauthorized',
  out_of_window: 'out of window',
  scope_exceeded: 'scope exceeded',
  never_run: 'never run',
};

async function report(options: ReportOptions): Promise<void> {
  const stack = await stackOf(options);
  const request = checked(deploymentReportSchema, {
    externalId: externalId(options, stack),
    change: options.change,
    environment: options.environment,
    items: options.item,
    outcome: options.outcome,
    planDigest: await digestFrom(options),
    commit: options.commit,
    committedAt:
      options.committedAt ??
      (await commitTime(options.commit, options.startedAt)),
    stack,
    startedAt: options.startedAt,
    finishedAt: options.finishedAt,
    gateDecisionId: options.gateDecision,
    deployer: options.deployer,
    url: options.runUrl,
    notes: await textOrFile(options.notes),
  });
  const portal = await connectChanges(options);
  const deployment = await ask(
    portal.client.reportDeployment(request, {
      token: portal.token,
      idempotencyKey: digestOf(request),
    }),
  );
  if (options.json) {
    printJson(deployment);
    return;
  }
  const { reconciliation, changeNumber } = deployment;
  print(
    `Deployment ${deployment.externalId}: ${
      verdictWords[reconciliation.verdict]
    }`,
    ...reconciliation.reasons.map(reason => `  ${reason}`),
    ...(changeNumber ? [linked(changeNumber, deployment)] : []),
    ...(reconciliation.retrospectiveChange
      ? [
          `A retrospective change was opened: ${linked(
            reconciliation.retrospectiveChange,
            deployment,
          )}`,
        ]
      : []),
  );
}

/** A run that deploys several stacks deploys several times. */
function externalId(options: ReportOptions, stack: Stack | undefined): string {
  if (options.externalId) return options.externalId;
  const { repository, runId } = options;
  if (!repository || !runId) {
    throw new CommandFailure(
      'Give --external-id (or --repository and --run-id), so that a repeated report counts once.',
    );
  }
  const { directory = '.', workspace = 'default' } = stack ?? {};
  return [
    repository,
    runId,
    ...(directory === '.' ? [] : [directory]),
    ...(workspace === 'default' ? [] : [workspace]),
  ].join('/');
}
