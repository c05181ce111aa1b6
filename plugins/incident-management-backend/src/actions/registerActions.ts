import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  actionCaller,
  actionOutput,
  AreaPages,
  AttemptLog,
  parse,
  watchedRegistry,
} from '@countersign/plugin-governance-node';
import {
  AskedVerb,
  declareIncidentSchema,
  incidentDeclarePermission,
  incidentNumber,
  listIncidentsSchema,
  verbBodies,
} from '@countersign/plugin-incident-management-common';
// The actions registry speaks zod 3.
import type { z as zod3 } from 'zod/v3';
import { Services } from '../services/createServices';
import { Asked } from '../services/asked';
import { describedIncident, describeIncident } from './output';

/**
 * Registers the verbs worth automating. Each becomes a scaffolder action (`incident-management:<name>`) and an MCP tool, and
 * does no more than the HTTP route of the same purpose. What writes is offered to those who may declare. Acknowledging is
 * not among them: it says that a person has seen it.
 */
export function registerActions(options: {
  registry: ActionsRegistryService;
  services: Pick<Services, 'desk' | 'reader'>;
  attempts: AttemptLog;
  /** Where incidents have their pages. */
  pages: AreaPages;
}): void {
  const { desk, reader } = options.services;
  const { pages } = options;
  const registry = watchedRegistry(
    options.registry,
    options.attempts,
    ({ number }) => {
      const about = incidentNumber.schema.safeParse(number).data;
      return { ...(about && { incident: about }) };
    },
  );

  registry.register({
    name: 'declare-incident',
    title: 'Declare an incident',
    description:
      'Declares an incident on entities of the catalog and tells whoever owns them. Answers with its number and what is needed next.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: incidentDeclarePermission,
    schema: {
      input: z =>
        z.object({
          title: z.string().min(3).max(200),
          description: z.string().optional(),
          entities: z
            .array(z.string())
            .describe('Entity refs of what is hit, the most important first'),
          impact: z.enum(['high', 'medium', 'low']).optional(),
          urgency: z.enum(['high', 'medium', 'low']).optional(),
          startedAt: z
            .string()
            .optional()
            .describe('When it began, if before now. ISO 8601 with offset'),
          triage: z
            .boolean()
            .optional()
            .describe('Looked at quietly first: nobody is told'),
          drill: z.boolean().optional(),
        }),
      output: describedIncident,
    },
    action: async ({ input, credentials }) => ({
      output: describeIncident(
        await desk.declare(
          actionCaller(credentials),
          // A field of a template that nobody filled in may come as an empty text.
          parse(
            declareIncidentSchema,
            Object.fromEntries(
              Object.entries(input).filter(([, value]) => value !== ''),
            ),
          ),
        ),
        pages,
      ),
    }),
  });

  registry.register({
    name: 'get-incident',
    title: 'Read an incident',
    description: 'How an incident stands, and what is needed next.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({ number: z.string().describe('INC0000042') }),
      output: describedIncident,
    },
    action: async ({ input, credentials }) => ({
      output: describeIncident(
        await desk.get(
          actionCaller(credentials),
          parse(incidentNumber.schema, input.number),
        ),
        pages,
      ),
    }),
  });

  registry.register({
    name: 'find-incidents',
    title: 'Find incidents',
    description:
      'Lists incidents, the last written first: by state, priority, entity or words.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          open: z.boolean().optional(),
          priority: z.array(z.number().int()).optional(),
          entityRef: z.array(z.string()).optional(),
          team: z.array(z.string()).optional(),
          q: z.string().optional().describe('Words of number and title'),
          limit: z.number().int().min(1).max(50).optional(),
        }),
      output: z =>
        z.object({
          incidents: z.array(z.record(z.unknown())),
          count: z.number(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { items, count } = await reader.list(
        actionCaller(credentials),
        parse(listIncidentsSchema, input),
      );
      return {
        output: { incidents: items.map(actionOutput), count: count.value },
      };
    },
  });

  const text = (z: typeof zod3) =>
    z.object({ number: z.string().describe('INC0000042'), text: z.string() });

  registry.register({
    name: 'note-incident',
    title: 'Write a note into an incident',
    description:
      'Writes into the timeline of an incident. It is kept for good, under the name of whoever asks.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: incidentDeclarePermission,
    schema: { input: text, output: describedIncident },
    action: async ({ input, credentials }) => act('note', input, credentials),
  });

  registry.register({
    name: 'update-incident',
    title: 'Tell how an incident stands',
    description:
      'Sends a status update to everybody who follows the incident, and says when the next one comes.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: incidentDeclarePermission,
    schema: {
      input: z =>
        text(z).extend({
          nextAt: z
            .string()
            .optional()
            .describe('When the next update comes. ISO 8601 with offset'),
        }),
      output: describedIncident,
    },
    action: async ({ input, credentials }) => act('update', input, credentials),
  });

  registry.register({
    name: 'resolve-incident',
    title: 'Resolve an incident',
    description:
      'Says that an incident is over, and how. A person has acknowledged it before, and none of its alerts fires.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    visibilityPermission: incidentDeclarePermission,
    schema: { input: text, output: describedIncident },
    action: async ({ input, credentials }) =>
      act('resolve', input, credentials),
  });

  async function act(
    verb: Extract<AskedVerb, 'note' | 'resolve' | 'update'>,
    { number, ...body }: { number: string },
    credentials: Parameters<typeof actionCaller>[0],
  ) {
    const asked = { verb, body: parse(verbBodies[verb], body) } as Asked;
    const detail = await desk.act(
      actionCaller(credentials),
      parse(incidentNumber.schema, number),
      asked,
    );
    return { output: describeIncident(detail, pages) };
  }
}
