import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import {
  changeCategories,
  ChangeDetail,
  CreateChangeRequest,
  createChangeRequestSchema,
  explainRisk,
  planDigest,
  PlanToSend,
  requestableChangeTypes,
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
import { print, printJson } from '../../output/print';
import { ask } from '../../portal/ask';
import { PortalOptions, withPortalOptions } from '../../portal/connection';
import { readPlanFile } from './planFile';
import { planWords, titleOf } from './planTitle';
import { connectChanges } from './portal';
import { StackOptions, stackOf, withStackOptions } from './stack';

interface SubmitOptions extends PortalOptions, StackOptions {
  environment: string;
  title?: string;
  description?: string;
  type?: CreateChangeRequest['type'];
  category?: CreateChangeRequest['category'];
  template?: string;
  item?: string[];
  windowStart?: string;
  windowEnd?: string;
  commit?: string;
  requester?: string;
  author?: string[];
  implementer?: string;
  justification?: string;
  reliabilityFix?: boolean;
  implementationPlan?: string;
  testPlan?: string;
  backoutPlan?: string;
  repository?: string;
  runId?: string;
  pullRequest?: string;
  draft?: boolean;
  json?: boolean;
}

/** `countersign change submit` */
export function addChangeSubmit(parent: Command): void {
  withStackOptions(
    withPortalOptions(
      parent
        .command('submit')
        .description('Open a change, usually from a Terraform plan'),
    ),
  )
    .option('--plan <plan.json>', 'output of `terraform show -json`')
    .requiredOption('--environment <name>', 'such as production')
    .option('--title <text>', 'made from the plan when absent')
    .option('--description <text|@file>')
    .addOption(new Option('--type <type>').choices(requestableChangeTypes))
    .addOption(new Option('--category <category>').choices(changeCategories))
    .option('--template <id>', 'template of a standard change')
    .option(
      '--item <ref>',
      'configuration item, such as component:default/checkout; repeat it (default: found from the plan)',
      collect,
    )
    .option('--window-start <time>', 'such as 2026-11-24T22:00:00+01:00')
    .option('--window-end <time>')
    .option('--commit <hash>', 'the commit that is deployed, in full')
    .option('--requester <ref>', 'the person this pipeline acts for')
    .option(
      '--author <ref>',
      'who wrote the plan or the code, and so may not approve it; repeat it',
      collect,
    )
    .option('--implementer <ref>', 'who deploys')
    .option(
      '--reliability-fix',
      'it restores or protects what a service promises; whoever approves it confirms that',
    )
    .option('--justification <text|@file>')
    .option('--implementation-plan <text|@file>')
    .option('--test-plan <text|@file>')
    .option('--backout-plan <text|@file>')
    .addOption(repositoryOption())
    .addOption(runIdOption())
    .option('--pull-request <url>')
    .option('--submit', 'submit at once (the default)')
    .addOption(new Option('--draft', 'leave it in New').conflicts('submit'))
    .option('--json', 'print the change as JSON')
    .addHelpText(
      'after',
      `
Of the plan only what it does and how its providers are configured is sent: no prior state, and no variable but those
that say where. The portal redacts sensitive values before it stores anything. The change is bound to where the plan is
applied (workspace, directory, backend): the gate asks for the same. The same run of the same repository opens one
change for each directory and workspace, however often it is repeated.

Exit codes: 0 opened, 1 the portal refuses the change, 2 it could not be asked.

Example:
  $ countersign change submit --plan plan.json --environment production --commit "$GITHUB_SHA" \\
      --window-start 2026-11-24T22:00:00+01:00 --window-end 2026-11-25T00:00:00+01:00 \\
      --requester user:default/dana --author user:default/paula --backout-plan @BACKOUT.md`,
    )
    .action(submit);
}

async function submit(options: SubmitOptions): Promise<void> {
  const plan = options.plan ? await readPlanFile(options.plan) : undefined;
  const stack = await stackOf(options);
  const request = checked(
    createChangeRequestSchema,
    await requestOf(options, plan, stack),
  );
  const portal = await connectChanges(options);
  const detail = await ask(
    portal.client.createChange(request, {
      token: portal.token,
      idempotencyKey: await idempotencyKey(request, plan),
    }),
  );
  const url = detail.links?.[detail.change.number];
  if (options.json) {
    printJson({ ...detail, url });
  } else {
    print(...summary(detail, url));
  }
}

async function requestOf(
  options: SubmitOptions,
  plan: PlanToSend | undefined,
  stack: Stack | undefined,
): Promise<CreateChangeRequest> {
  const { windowStart, windowEnd } = options;
  const hasWindow = windowStart !== undefined || windowEnd !== undefined;
  return withoutUndefined({
    title:
      options.title ??
      titleOf(plan?.plan, { ...options, directory: stack?.directory }),
    description: await textOrFile(options.description),
    type: options.type,
    category: options.category ?? (plan && 'infrastructure'),
    template: options.template,
    environment: options.environment,
    items: options.item,
    window: hasWindow
      ? { start: windowStart ?? '', end: windowEnd ?? '' }
      : undefined,
    commit: options.commit,
    requester: options.requester,
    planAuthors: options.author,
    implementer: options.implementer,
    reliabilityFix: options.reliabilityFix,
    justification: await textOrFile(options.justification),
    implementationPlan: await textOrFile(options.implementationPlan),
    testPlan: await textOrFile(options.testPlan),
    backoutPlan: await textOrFile(options.backoutPlan),
    source: withoutUndefined({
      kind: 'cli' as const,
      repository: options.repository,
      runId: options.runId,
      pullRequest: options.pullRequest,
      ...stack,
    }),
    plan: plan?.json,
    submit: !options.draft,
  });
}

/**
 * The same for the same request of one run: a repetition after a lost answer. A run that is repeated later says other
 * times, and so has another key; the portal finds the change that the run opened by the run itself. Without a run there
 * is nothing that tells a repetition from a second change, and only the retries of this one call share a key.
 */
async function idempotencyKey(
  request: CreateChangeRequest,
  plan: PlanToSend | undefined,
): Promise<string> {
  if (!request.source?.runId) return randomUUID();
  return digestOf({
    ...request,
    plan: plan ? await planDigest(plan.plan) : null,
  });
}

function summary(
  { change, risk, next }: ChangeDetail,
  url: string | undefined,
): string[] {
  return [
    `${change.number}  ${change.title}`,
    ...(url ? [url] : []),
    `State     ${change.state}`,
    ...(change.risk
      ? [
          `Risk      ${change.risk.score} (${change.risk.level.replace(
            '_',
            ' ',
          )})${risk ? `: ${explainRisk(risk).sentence}` : ''}`,
        ]
      : []),
    ...(change.plan
      ? [
          `Plan      ${change.plan.digest}`,
          `Does      ${
            planWords(change.plan.counts).join(', ') || 'no resource changes'
          }`,
        ]
      : []),
    ...stackLine(change.source),
    ...(change.plan?.unmapped.length
      ? [`Unmapped  ${change.plan.unmapped.join(', ')}`]
      : []),
    `Next      ${next.text}`,
    ...next.conditions.flatMap(({ text, remedy, mendedBy }) => [
      `        - ${text}`,
      ...(mendedBy.length ? [`          ${remedy}`] : []),
    ]),
  ];
}

/** Where it is applied, as the gate asks for it. */
function stackLine(stack: Stack | undefined): string[] {
  const said = (['workspace', 'directory', 'backend'] as const).flatMap(name =>
    stack?.[name] ? [`${name} ${stack[name]}`] : [],
  );
  return said.length ? [`Stack     ${said.join(', ')}`] : [];
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as T;
}
