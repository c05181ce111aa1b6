import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  entityRefSchema,
  strictly,
} from '@countersign/plugin-governance-common';
import { parseSetting } from '@countersign/plugin-governance-node';
import type { Logging } from '@google-cloud/logging';
import { z } from 'zod';
import { CloudLoggingApi } from './CloudLoggingApi';
import { CloudLoggingSource } from './CloudLoggingSource';
import { filterProblems } from './language';

const PATH = 'serviceLogs.sources.googleCloudLogging';

const filterSchema = z
  .string()
  .min(1)
  .superRefine((text, { addIssue }) => {
    const [problem] = filterProblems(text);
    if (problem || text.trim() === '') {
      addIssue({
        code: 'custom',
        message: `must be a filter of Cloud Logging, such as resource.labels.service_name="checkout": ${
          problem?.message ?? 'this one finds everything.'
        }`,
      });
    }
  });

const sourceSchema = strictly({
  name: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be a name'),
  title: z.string().min(1).max(100).optional(),
  project: z
    .string()
    .regex(/^[a-z][-a-z0-9:.]{4,62}$/, 'must be the id of a project'),
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
    .max(100)
    .optional(),
  timeout: strictly({ seconds: z.number().min(0.1).max(120) }).default({
    seconds: 10,
  }),
  keyFile: z.string().min(1).optional(),
  endpoint: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?$/i, 'must be a host, with a port if need be')
    .optional(),
  entities: z
    .array(strictly({ entityRef: entityRefSchema, filter: filterSchema }))
    .min(1)
    .refine(
      all => new Set(all.map(each => each.entityRef)).size === all.length,
      { error: 'each entity must be there once' },
    ),
});

const settingsSchema = z
  .array(sourceSchema)
  .refine(all => new Set(all.map(({ name }) => name)).size === all.length, {
    error: 'names must be unique',
  });

/** What the client is made of. */
export interface ClientOptions {
  projectId: string;
  keyFilename?: string;
  apiEndpoint?: string;
  port?: number;
}

/**
 * The sources that configuration names. Nothing is asked of them yet: the client is loaded, and credentials are looked for, with the
 * first question.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSources(
  config: RootConfigService,
  makeClient: (options: ClientOptions) => Logging = newClient,
): CloudLoggingSource[] {
  const given = parseSetting(
    PATH,
    settingsSchema,
    config.getOptional(PATH) ?? [],
  );
  return given.map(({ name, title = name, entities, project, ...rest }) => {
    const [apiEndpoint, port] = rest.endpoint?.split(':') ?? [];
    let client: Logging | undefined;
    const clientOnce = () => {
      client ??= makeClient({
        projectId: project,
        ...(rest.keyFile && { keyFilename: rest.keyFile }),
        ...(apiEndpoint && { apiEndpoint }),
        ...(port && { port: Number(port) }),
      });
      return client;
    };
    return new CloudLoggingSource({
      ...{ name, title, entities },
      api: new CloudLoggingApi(clientOnce, {
        resources: rest.resources ?? [`projects/${project}`],
        timeoutMs: rest.timeout.seconds * 1000,
      }),
    });
  });
}

/** Required when it is needed: it loads tens of megabytes. */
function newClient(options: ClientOptions): Logging {
  const library: typeof import('@google-cloud/logging') = require('@google-cloud/logging');
  return new library.Logging(options);
}
