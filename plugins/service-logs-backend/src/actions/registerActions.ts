import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  actionCaller,
  AttemptLog,
  parse,
  watchedRegistry,
} from '@countersign/plugin-governance-node';
import {
  logHistogramQuerySchema,
  searchLogsSchema,
  severityClass,
  severityClasses,
} from '@countersign/plugin-service-logs-common';
// The actions registry speaks zod 3.
import type { z as zod3 } from 'zod/v3';
import { LogReader } from '../services/LogReader';

/** An assistant reads no more at once. */
const MOST_ENTRIES = 50;

const asked = (z: typeof zod3) => ({
  entityRef: z.string().describe('Such as component:default/checkout-api'),
  from: z.string().describe('2026-11-27T09:50:00Z'),
  to: z.string().describe('Up to before this'),
  filter: z
    .string()
    .optional()
    .describe('Such as severity>=ERROR "connection reset"; left out, all'),
  source: z.string().optional().describe('Left out, the first that there is'),
});

/**
 * Registers what an assistant may ask of logs. Each becomes a scaffolder action (`service-logs:<name>`) and an MCP tool, reads what its
 * caller may read, and shows no secrets. Keeping a result as evidence is not among them: people do that.
 */
export function registerActions(options: {
  registry: ActionsRegistryService;
  reader: Pick<LogReader, 'search' | 'histogram'>;
  attempts: AttemptLog;
}): void {
  const { reader } = options;
  const registry = watchedRegistry(
    options.registry,
    options.attempts,
    ({ entityRef }) => ({
      ...(typeof entityRef === 'string' && { entity: entityRef }),
    }),
  );
  const attributes = { readOnly: true, destructive: false, idempotent: true };
  // The question ends with its deadline: nobody can hang up on an action.
  const nobodyHangsUp = new AbortController().signal;

  registry.register({
    name: 'find-log-entries',
    title: 'Find log entries',
    description:
      'Finds entries in the logs of an entity, the newest first. Secrets are masked.',
    attributes,
    schema: {
      input: z =>
        z.object({
          ...asked(z),
          limit: z
            .number()
            .int()
            .min(1)
            .max(MOST_ENTRIES)
            .optional()
            .describe('20 unless said otherwise'),
        }),
      output: z =>
        z.object({
          entries: z.array(
            z.object({
              timestamp: z.string().optional(),
              severity: z.string(),
              body: z.string(),
              attributes: z.record(z.unknown()),
              traceId: z.string().optional(),
            }),
          ),
          more: z.boolean().describe('Whether there are older ones'),
        }),
    },
    action: async ({ input, credentials }) => {
      const query = parse(searchLogsSchema, { limit: 20, ...input });
      const found = await reader.search(
        actionCaller(credentials),
        query,
        nobodyHangsUp,
      );
      return {
        output: {
          entries: found.items.map(
            ({
              timestamp,
              severityNumber,
              body,
              attributes: all,
              traceId,
            }) => ({
              ...(timestamp !== undefined && { timestamp }),
              severity: severityClass(severityNumber),
              body,
              attributes: all,
              ...(traceId !== undefined && { traceId }),
            }),
          ),
          more: found.nextCursor !== undefined,
        },
      };
    },
  });

  registry.register({
    name: 'count-log-entries',
    title: 'Count log entries',
    description:
      'Counts entries in the logs of an entity by their severity. Where time runs out it says from when on they are counted.',
    attributes,
    schema: {
      input: z => z.object(asked(z)),
      output: z =>
        z.object({
          total: z.number(),
          bySeverity: z.record(z.number()),
          countedFrom: z
            .string()
            .optional()
            .describe('Absent where all are counted'),
        }),
    },
    action: async ({ input, credentials }) => {
      const { total, bars, countedFrom } = await reader.histogram(
        actionCaller(credentials),
        parse(logHistogramQuerySchema, input),
        nobodyHangsUp,
      );
      return {
        output: {
          total,
          bySeverity: Object.fromEntries(
            severityClasses.map((name, i) => [
              name,
              bars.reduce((sum, { counts }) => sum + counts[i], 0),
            ]),
          ),
          ...(countedFrom !== undefined && { countedFrom }),
        },
      };
    },
  });
}
