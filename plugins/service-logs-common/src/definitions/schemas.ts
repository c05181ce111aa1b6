import {
  entityRefSchema,
  strictly,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { LONGEST_FILTER } from '../filter';

/** The version of these definitions. */
export const DEFINITION_VERSION = 'countersign.dev/v1';

const nameSchema = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be a lower-case word such as checkout-errors',
  );

const metadata = strictly({
  name: nameSchema,
  title: textSchema.min(1).max(200).optional(),
});

/** What a person or a definition looks for. The source says whether its language takes it. */
export const filterTextSchema = textSchema.max(LONGEST_FILTER);

const about = {
  entity: entityRefSchema,
  /** Of which source; left out, the first that has logs of the entity. */
  source: z.string().min(1).max(63).optional(),
  filter: filterTextSchema.default(''),
};

/** A query that everybody who reads the logs of its entity finds. */
export const logQueryDefinitionSchema = strictly({
  apiVersion: z.literal(DEFINITION_VERSION),
  kind: z.literal('LogQuery'),
  metadata,
  spec: strictly({
    ...about,
    /** How far back it looks at first. */
    minutes: z.int().min(1).max(43_200).optional(),
  }),
});
/** See {@link logQueryDefinitionSchema}. */
export type LogQueryDefinition = z.output<typeof logQueryDefinitionSchema>;

/** A metric that is counted from logs. */
export const logMetricDefinitionSchema = strictly({
  apiVersion: z.literal(DEFINITION_VERSION),
  kind: z.literal('LogMetric'),
  metadata,
  spec: z.discriminatedUnion('type', [
    strictly({ ...about, type: z.literal('counter') }),
    strictly({
      ...about,
      type: z.literal('distribution'),
      /** The field whose numbers are counted. Durations such as `0.120s` are seconds. */
      value: z.string().min(1).max(200),
      unit: textSchema.max(20).optional(),
      /** Upper edges, rising; what is above the last is counted in the total alone. */
      buckets: z
        .array(z.number())
        .min(1)
        .max(50)
        .refine(
          edges => edges.every((edge, i) => i === 0 || edge > edges[i - 1]),
          {
            error: 'each edge must be above the one before it',
          },
        ),
    }),
  ]),
});
/** See {@link logMetricDefinitionSchema}. */
export type LogMetricDefinition = z.output<typeof logMetricDefinitionSchema>;
