import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { InputError } from '@backstage/errors';
import {
  changeCreatePermission,
  createChangeRequestSchema,
  listChangesQuerySchema,
} from '@countersign/plugin-change-management-common';
import { parseExactJson } from '@countersign/plugin-governance-common';
import {
  AreaPages,
  parse,
  actionCaller,
  sourceKindOf,
  actionOutput,
} from '@countersign/plugin-governance-node';
import { Services } from '../services/createServices';
import { describeChange, describedChange } from './output';

/** Open, submit and read change requests. */
export function registerChangeActions(
  registry: ActionsRegistryService,
  services: Services,
  pages: AreaPages,
): void {
  registry.register({
    name: 'create-change',
    title: 'Open a change request',
    description:
      'Opens a change request, from its fields or from a Terraform plan (`terraform show -json`), and submits it when `submit` is true. Answers with the number, the state, the risk and who is asked to approve.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: changeCreatePermission,
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
          reliabilityFix: z
            .boolean()
            .optional()
            .describe(
              'It restores or protects what a service promises; its approvers confirm it',
            ),
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
              kind: z
                .enum(['cli', 'scaffolder', 'api'])
                .optional()
                .describe(
                  'What called this, as the credentials say when absent',
                ),
              runId: z.string().optional(),
              repository: z.string().optional(),
              pullRequest: z.string().optional(),
              workspace: z.string().optional(),
              directory: z
                .string()
                .optional()
                .describe(
                  "Terraform's root module, from the repository's root",
                ),
              backend: z
                .string()
                .optional()
                .describe(
                  'Where its state is kept, such as gcs://bucket/prefix',
                ),
            })
            .optional(),
          submit: z.boolean().optional(),
        }),
      output: describedChange,
    },
    action: async ({ input, credentials }) => {
      const { plan, source, ...fields } = input;
      const body = parse(createChangeRequestSchema, {
        ...withoutBlanks(fields),
        source: {
          kind: sourceKindOf(credentials),
          ...withoutBlanks(source ?? {}),
        },
        ...(plan !== undefined && { plan: planOf(plan) }),
      });
      const detail = await services.changes.create(
        actionCaller(credentials),
        body,
      );
      return { output: describeChange(detail, pages) };
    },
  });

  registry.register({
    name: 'submit-change',
    title: 'Submit a change request',
    description:
      'Submits a change that is in state new: its risk and conflicts are settled and its approvers are asked.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: changeCreatePermission,
    schema: {
      input: z => z.object({ number: z.string() }),
      output: describedChange,
    },
    action: async ({ input, credentials }) => {
      const who = actionCaller(credentials);
      const { change } = await services.changes.get(who, input.number);
      const detail = await services.lifecycle.act(who, input.number, {
        verb: 'submit',
        body: { version: change.version },
      });
      return { output: describeChange(detail, pages) };
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
      output: actionOutput(
        await services.changes.get(actionCaller(credentials), input.number),
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
      output: actionOutput(
        await services.changes.list(
          actionCaller(credentials),
          parse(listChangesQuerySchema, input),
        ),
      ),
    }),
  });
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
    return parseExactJson(plan);
  } catch {
    throw new InputError('plan: is not valid JSON. Was it cut off on its way?');
  }
}
