import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  listRequestsSchema,
  openRequestSchema,
  RequestDetail,
  requestNumber,
  requestOpenPermission,
} from '@countersign/plugin-compliance-evidence-common';
import {
  actionCaller,
  AreaPages,
  AttemptLog,
  parse,
  watchedRegistry,
} from '@countersign/plugin-governance-node';
// The actions registry speaks zod 3.
import type { z as zod3 } from 'zod/v3';
import { RequestDesk } from '../assurance/RequestDesk';

/** The shape of {@link describeRequest}, as the actions registry takes it. */
const describedRequest = (z: typeof zod3) =>
  z.object({
    number: z.string(),
    title: z.string(),
    state: z.string(),
    next: z.string(),
    url: z.string().describe('The page of the request'),
    path: z.string().describe('The same within the portal'),
  });

/**
 * Registers the verbs worth automating. Each becomes a scaffolder action (`compliance-evidence:<name>`) and an MCP tool, and
 * does no more than the HTTP route of the same purpose. Answers, acceptances and attestations are not among them: those take a
 * person.
 */
export function registerActions(options: {
  registry: ActionsRegistryService;
  desk: Pick<RequestDesk, 'list' | 'open'>;
  attempts: AttemptLog;
  /** Where requests have their pages. */
  pages: AreaPages;
}): void {
  const { desk, pages } = options;
  const registry = watchedRegistry(
    options.registry,
    options.attempts,
    ({ number }) => {
      const about = requestNumber.schema.safeParse(number).data;
      return { ...(about && { request: about }) };
    },
  );

  registry.register({
    name: 'request-evidence',
    title: 'Ask for evidence',
    description:
      'Opens a request for evidence and tells whom it is for. Answers with its number, and what is needed next.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: requestOpenPermission,
    schema: {
      input: z =>
        z.object({
          title: z.string().min(3).max(200),
          text: z.string().describe('What is asked for, in words'),
          due: z.string().describe('When it is needed. ISO 8601 with offset'),
          controls: z
            .array(z.object({ framework: z.string(), id: z.string() }))
            .optional()
            .describe('Such as SOC 2, CC8.1'),
          assignee: z
            .string()
            .optional()
            .describe('Entity ref of the user who is asked'),
        }),
      output: describedRequest,
    },
    action: async ({ input, credentials }) => {
      const { assignee, ...fields } = input;
      return {
        output: describeRequest(
          await desk.open(
            actionCaller(credentials),
            parse(openRequestSchema, {
              ...fields,
              // A field of a template that nobody filled in may come as an empty text.
              ...(assignee && { assignee }),
            }),
          ),
          pages,
        ),
      };
    },
  });

  registry.register({
    name: 'find-requests',
    title: 'Find requests for evidence',
    description:
      'Lists what was asked for, by state or words: so that nobody asks for what is being answered.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          state: z
            .array(z.enum(['open', 'answered', 'accepted', 'withdrawn']))
            .optional(),
          q: z.string().optional().describe('Words of number and title'),
        }),
      output: z =>
        z.object({
          requests: z.array(
            z.object({
              number: z.string(),
              title: z.string(),
              state: z.string(),
              path: z.string(),
            }),
          ),
          count: z.number(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { items, count } = await desk.list(
        actionCaller(credentials),
        parse(listRequestsSchema, input),
      );
      return {
        output: {
          requests: items.map(({ number, title, state }) => ({
            ...{ number, title, state },
            path: pages.path(number),
          })),
          count: count.value,
        },
      };
    },
  });
}

/** What an action says of a request: enough for the next step of a template or an assistant. */
function describeRequest({ request, next }: RequestDetail, pages: AreaPages) {
  const { number, title, state } = request;
  return {
    ...{ number, title, state },
    next: next.text,
    url: pages.url(number),
    path: pages.path(number),
  };
}
