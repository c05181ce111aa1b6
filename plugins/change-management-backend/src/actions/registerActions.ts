import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { AuthenticationError, InputError } from '@backstage/errors';
import {
  createChangeRequestSchema,
  deploymentReportSchema,
  gateRequestSchema,
  listChangesQuerySchema,
} from '@countersign/plugin-change-management-common';
import { Caller, callerOf } from '../access/Caller';
import { parse } from '../routes/http';
import { Services } from '../services/createServices';
import { asOutput, describeChange } from './output';

/**
 * Registers the verbs worth automating. Each becomes a scaffolder action (`change-management:<name>`) and an MCP tool,
 * and does no more than the HTTP route of the same purpose: same validation, same permissions, same caller.
 */
export function registerActions(options: {
  registry: ActionsRegistryService;
  services: Services;
}): void {
  const { registry, services } = options;

  registry.register({
    name: 'create-change',
    title: 'Open a change request',
    description:
      'Opens a change request, from its fields or from a Terraform plan (`terraform show -json`), and submits it when `submit` is true. Answers with the number, the state, the risk and who is asked to approve.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: z =>
        z.object({
          title: z.string().min(3).max(200),
          description: z.string().optional(),
          type: z.enum(['normal', 'standard', 'emergency']).optional(),
          category: z.string().optional(),
          environment: z.string().describe('Such as production'),
          items: z
            .array(z.string())
            .optional()
            .describe(
              'Entity refs of the configuration items; taken from the plan when absent',
            ),
          implementer: z.string().optional().describe('Entity ref of a user'),
          window: z
            .object({ start: z.string(), end: z.string() })
            .optional()
            .describe('ISO 8601 with offset'),
          justification: z.string().optional(),
          implementationPlan: z.string().optional(),
          testPlan: z.string().optional(),
          backoutPlan: z.string().optional(),
          commit: z.string().optional().describe('Full commit hash'),
          requester: z
            .string()
            .optional()
            .describe('For pipelines: the person it acts for'),
          planAuthors: z.array(z.string()).optional(),
          template: z
            .string()
            .optional()
            .describe('Id of the standard change template'),
          plan: z
            .union([z.string(), z.record(z.unknown())])
            .optional()
            .describe('Terraform plan as JSON, or as JSON text'),
          planDigest: z
            .string()
            .optional()
            .describe('Instead of the plan: one uploaded before'),
          source: z
            .object({
              kind: z.enum(['cli', 'scaffolder', 'api']),
              runId: z.string().optional(),
              repository: z.string().optional(),
              pullRequest: z.string().optional(),
              workspace: z.string().optional(),
              directory: z.string().optional(),
            })
            .optional(),
          submit: z.boolean().optional(),
        }),
      output: z =>
        z.object({
          number: z.string(),
          title: z.string(),
          state: z.string(),
          risk: z.string().optional(),
          approvalStatus: z.string(),
          awaits: z.array(z.string()),
          next: z.string(),
          url: z.string(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { plan, ...fields } = input;
      const body = parse(createChangeRequestSchema, {
        source: { kind: 'scaffolder' },
        ...withoutBlanks(fields),
        ...(plan !== undefined && { plan: planOf(plan) }),
      });
      const detail = await services.changes.create(caller(credentials), body);
      return { output: describeChange(detail) };
    },
  });

  registry.register({
    name: 'submit-change',
    title: 'Submit a change request',
    description:
      'Submits a change that is in state new: its risk and conflicts are settled and its approvers are asked.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: z => z.object({ number: z.string() }),
      output: z =>
        z.object({
          number: z.string(),
          title: z.string(),
          state: z.string(),
          risk: z.string().optional(),
          approvalStatus: z.string(),
          awaits: z.array(z.string()),
          next: z.string(),
          url: z.string(),
        }),
    },
    action: async ({ input, credentials }) => {
      const who = caller(credentials);
      const { change } = await services.changes.get(who, input.number);
      const detail = await services.lifecycle.act(who, input.number, {
        verb: 'submit',
        body: { version: change.version },
      });
      return { output: describeChange(detail) };
    },
  });

  registry.register({
    name: 'get-change',
    title: 'Read a change request',
    description:
      'A change request whole: fields, risk with its factors, approvals, conflicts, deployments and the next step.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({ number: z.string() }),
      output: z => z.object({}).passthrough(),
    },
    action: async ({ input, credentials }) => ({
      output: asOutput(
        await services.changes.get(caller(credentials), input.number),
      ),
    }),
  });

  registry.register({
    name: 'list-changes',
    title: 'List change requests',
    description:
      'Change requests by state, environment, item, risk or text, newest first; a page at a time.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          state: z.array(z.string()).optional(),
          type: z.array(z.string()).optional(),
          risk: z.array(z.string()).optional(),
          environment: z.array(z.string()).optional(),
          item: z.array(z.string()).optional(),
          team: z.array(z.string()).optional(),
          requester: z.array(z.string()).optional(),
          awaitingMyApproval: z.boolean().optional(),
          q: z.string().optional().describe('Words of number, title, text'),
          limit: z.number().optional(),
          cursor: z.string().optional(),
        }),
      output: z => z.object({}).passthrough(),
    },
    action: async ({ input, credentials }) => ({
      output: asOutput(
        await services.changes.list(
          caller(credentials),
          parse(listChangesQuerySchema, input),
        ),
      ),
    }),
  });

  registry.register({
    name: 'ask-gate',
    title: 'Ask the deployment gate',
    description:
      'May this be deployed now? Answers allow or refuse, with every check and what would satisfy it. Anything but `allow` means no.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: z =>
        z.object({
          change: z.string().optional(),
          planDigest: z.string().optional(),
          commit: z.string().optional(),
          environment: z.string().optional(),
        }),
      output: z =>
        z
          .object({ id: z.string(), decision: z.enum(['allow', 'refuse']) })
          .passthrough(),
    },
    action: async ({ input, credentials }) => {
      const decision = await services.gate.ask(
        caller(credentials),
        parse(gateRequestSchema, input),
      );
      return { output: { ...decision } };
    },
  });

  registry.register({
    name: 'report-deployment',
    title: 'Report a deployment',
    description:
      'Records a deployment and reconciles it with the change that covers it. The same report again is the same deployment.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          externalId: z.string().describe('Unique for the reporting source'),
          change: z.string().optional(),
          environment: z.string(),
          items: z.array(z.string()).optional(),
          outcome: z.enum(['succeeded', 'failed', 'rolled_back']),
          planDigest: z.string().optional(),
          commit: z.string().optional(),
          startedAt: z.string(),
          finishedAt: z.string(),
          gateDecisionId: z.string().optional(),
          url: z.string().optional(),
          notes: z.string().optional(),
          deployer: z.string().optional(),
        }),
      output: z => z.object({ id: z.string() }).passthrough(),
    },
    action: async ({ input, credentials }) => {
      const deployment = await services.deployments.report(
        caller(credentials),
        parse(deploymentReportSchema, input),
      );
      return { output: { ...deployment } };
    },
  });
}

/** The caller of an action: a person or a service, never nobody. */
function caller(credentials: BackstageCredentials): Caller {
  if (!isKnown(credentials)) {
    throw new AuthenticationError('Sign in to use change management');
  }
  return callerOf(credentials);
}

function isKnown(
  credentials: BackstageCredentials,
): credentials is BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
> {
  const { type } = credentials.principal as { type?: unknown };
  return type === 'user' || type === 'service';
}

/** A field of a template that nobody filled in may come as an empty text; an optional one then counts as absent. */
function withoutBlanks(fields: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== ''),
  );
}

/** A template may hand over the text of the plan. The error quotes nothing of it. */
function planOf(plan: unknown): unknown {
  if (typeof plan !== 'string') return plan;
  try {
    return JSON.parse(plan);
  } catch {
    throw new InputError('plan: is not valid JSON. Was it cut off on its way?');
  }
}
