import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseSetting } from '@countersign/plugin-governance-node';
import {
  sourceDuration,
  sourceList,
  sourceNameSchema,
  sourceRetention,
  sourceUrlSchema,
} from '@countersign/plugin-service-levels-node';
import { z } from 'zod';
import { PrometheusSource } from './PrometheusSource';

const PATH = 'serviceLevels.sources.prometheus';
const MEGABYTE = 1024 * 1024;
const MINUTE = 60_000;

const text = z.string().min(1);

const authSchema = z
  .strictObject({
    bearerToken: text.optional(),
    bearerTokenFile: text.optional(),
    username: text.optional(),
    password: text.optional(),
  })
  .refine(
    ({ bearerToken, bearerTokenFile, username }) =>
      [bearerToken, bearerTokenFile, username].filter(Boolean).length === 1,
    {
      error:
        'must have one of bearerToken, bearerTokenFile, or username with password',
    },
  )
  .refine(({ username, password }) => !username === !password, {
    error: 'must have both username and password',
  });

const sourcesSchema = sourceList(
  z.strictObject({
    name: sourceNameSchema,
    url: sourceUrlSchema,
    interval: sourceDuration(5_000, 5 * MINUTE, MINUTE),
    delay: sourceDuration(0, 10 * MINUTE, 30_000),
    timeout: sourceDuration(100, 2 * MINUTE, 20_000),
    catchUp: sourceDuration(MINUTE, 48 * 60 * MINUTE, 6 * 60 * MINUTE),
    keeps: sourceRetention,
    scrapeInterval: sourceDuration(1_000, 5 * MINUTE, 15_000),
    reads: z.enum(['raw', 'recorded']).default('raw'),
    ranges: z.enum(['closed', 'left-open']).default('closed'),
    up: z.boolean().default(true),
    headers: z.record(z.string(), z.string()).default({}),
    tenant: text.optional(),
    auth: authSchema.optional(),
    maxMegabytes: z.number().positive().max(256).default(32),
  }),
);

/**
 * The sources that configuration names.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSources(config: RootConfigService): PrometheusSource[] {
  const given = parseSetting(
    PATH,
    sourcesSchema,
    config.getOptional(PATH) ?? [],
  );
  return given.map(
    ({ timeout, maxMegabytes, catchUp, up, headers, tenant, auth, ...rest }) =>
      new PrometheusSource({
        ...rest,
        hasUp: up,
        timeoutMs: timeout,
        catchUpMs: catchUp,
        maxBytes: maxMegabytes * MEGABYTE,
        bearerTokenFile: auth?.bearerTokenFile,
        headers: {
          ...headers,
          ...(tenant !== undefined && { 'x-scope-orgid': tenant }),
          ...authorization(auth),
        },
      }),
  );
}

function authorization(
  auth: z.infer<typeof authSchema> | undefined,
): Record<string, string> {
  if (auth?.bearerToken) return { authorization: `Bearer ${auth.bearerToken}` };
  if (!auth?.username) return {};
  const pair = Buffer.from(`${auth.username}:${auth.password}`);
  return { authorization: `Basic ${pair.toString('base64')}` };
}
