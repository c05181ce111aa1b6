import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  changeCreatePermission,
  createChangeRequestSchema,
  listChangesQuerySchema,
  previewRequestSchema,
} from '@countersign/plugin-change-management-common';
import {
  AreaPages,
  parse,
  actionCaller,
  sourceKindOf,
  actionOutput,
} from '@countersign/plugin-governance-node';
import { Services } from '../services/createServices';
import { changeFields, changeOf } from './changeInput';
import {
  describeChange,
  describedChange,
  describedPreview,
  describePreview,
} from './output';

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
      input: z => changeFields(z).extend({ submit: z.boolean().optional() }),
      output: describedChange,
    },
    action: async ({ input, credentials }) => {
      const body = parse(
        createChangeRequestSchema,
        changeOf(input, sourceKindOf(credentials)),
      );
      const detail = await services.changes.create(
        actionCaller(credentials),
        body,
      );
      return { output: describeChange(detail, pages) };
    },
  });

  registry.register({
    name: 'preview-change',
    title: 'See what a change request would mean',
    description:
      'Judges a change before it is opened, and keeps nothing: its risk, what it conflicts with, who would be asked to approve, what is missing, and the next free window.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: { input: changeFields, output: describedPreview },
    action: async ({ input, credentials }) => ({
      output: describePreview(
        await services.preview.preview(
          actionCaller(credentials),
          parse(
            previewRequestSchema,
            changeOf(input, sourceKindOf(credentials)),
          ),
        ),
      ),
    }),
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
