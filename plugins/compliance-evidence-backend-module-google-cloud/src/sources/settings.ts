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

/** Of the services that can be asked so. */
const emulated = {
  ...common,
  /** Speaks the API in JSON over HTTP, and knows no credentials: for trying out, and never in production. */
  emulator: z
    .string()
    .regex(
      /^[a-z0-9.-]+:\d{1,5}$/i,
      'must be a host with a port, such as 127.0.0.1:7319',
    )
    .optional(),
};

export const loggingSchema = z.strictObject({
  ...emulated,
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
  ...emulated,
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

/** What a client is made of. */
export interface ClientSettings {
  keyFilename?: string;
  apiEndpoint?: string;
  port?: number;
  /** Over HTTP rather than gRPC. */
  fallback?: boolean;
  protocol?: string;
  auth?: typeof withoutCredentials;
}

/** Where a client asks for credentials, there are none. */
const withoutCredentials = {
  fetch: (url: string, init?: RequestInit) => fetch(url, init),
  getRequestHeaders: async () => new Headers(),
};

/** How a client is made of settings. */
export function clientOptions({
  keyFile,
  endpoint,
  emulator,
}: {
  keyFile?: string;
  endpoint?: string;
  emulator?: string;
}): ClientSettings {
  if (emulator) {
    const [apiEndpoint, port] = emulator.split(':');
    return {
      apiEndpoint,
      port: Number(port),
      fallback: true,
      protocol: 'http',
      auth: withoutCredentials,
    };
  }
  const [apiEndpoint, port] = endpoint?.split(':') ?? [];
  return {
    ...(keyFile && { keyFilename: keyFile }),
    ...(apiEndpoint && { apiEndpoint }),
    ...(port && { port: Number(port) }),
  };
}
