import { Config } from '@backstage/config';
import { parseSetting } from '@countersign/plugin-governance-node';
import { z } from 'zod';

const projectSchema = z
  .string()
  .regex(/^[a-z][-a-z0-9:.]{4,62}$/, 'must be the id of a project');

const common = {
  /** The key of a service account. */
  keyFile: z.string().min(1).optional(),
  endpoint: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?$/i, 'must be a host, with a port if need be')
    .optional(),
};

export const loggingSchema = z.strictObject({
  ...common,
  /** `projects/…`, `folders/…`, `organizations/…`, or views of buckets. */
  resources: z
    .array(
      z
        .string()
        .regex(
          /^(projects|folders|organizations|billingAccounts)\/[^/]+(\/.+)?$/,
          'must be such as projects/larkspur-prod',
        ),
    )
    .min(1)
    .max(100),
});

export const monitoringSchema = z.strictObject({
  ...common,
  project: projectSchema,
});

export const assetsSchema = z.strictObject({
  ...common,
  parent: z
    .string()
    .regex(
      /^(projects|folders|organizations)\/[^/]+$/,
      'must be such as organizations/123456 or projects/larkspur-prod',
    ),
});

export const bigquerySchema = z.strictObject({
  ...common,
  /** That pays for the queries. */
  project: projectSchema,
  location: z.string().min(1).max(60).optional(),
  /** A query that would read more is not run. */
  maximumBytes: z.int().min(1).default(1_000_000_000_000),
});

/** What is under `with` of a source, checked. @throws InputError naming what is wrong */
export function settingsOf<S extends z.ZodType>(
  name: string,
  config: Config,
  schema: S,
): z.output<S> {
  return parseSetting(
    `complianceEvidence.sources, with of ${name}`,
    schema,
    config.get(),
  );
}

/** How a client is made of settings. */
export function clientOptions({
  keyFile,
  endpoint,
}: {
  keyFile?: string;
  endpoint?: string;
}) {
  const [apiEndpoint, port] = endpoint?.split(':') ?? [];
  return {
    ...(keyFile && { keyFilename: keyFile }),
    ...(apiEndpoint && { apiEndpoint }),
    ...(port && { port: Number(port) }),
  };
}

/** What a client is made of. */
export type ClientSettings = ReturnType<typeof clientOptions>;
