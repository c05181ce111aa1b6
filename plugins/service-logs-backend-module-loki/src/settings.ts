import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  entityRefSchema,
  strictly,
} from '@countersign/plugin-governance-common';
import { parseSetting } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { LokiApi } from './LokiApi';
import { LokiSource } from './LokiSource';
import { selectorPattern } from './logql';

const PATH = 'serviceLogs.sources.loki';
const MEGABYTE = 1024 * 1024;

const sourceSchema = strictly({
  name: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be a name'),
  title: z.string().min(1).max(100).optional(),
  url: z.url({
    protocol: /^https?$/,
    error: 'must be an http or https address',
  }),
  tenant: z.string().min(1).optional(),
  headers: z.record(z.string(), z.string()).default({}),
  timeout: strictly({ seconds: z.number().min(0.1).max(120) }).default({
    seconds: 10,
  }),
  maxMegabytes: z.number().positive().max(256).default(32),
  entities: z
    .array(
      strictly({
        entityRef: entityRefSchema,
        selector: z
          .string()
          .max(1_000)
          .regex(
            selectorPattern,
            'must be a selector of LogQL, such as {app="checkout-api"}',
          ),
      }),
    )
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

/** @throws InputError naming the path of what is wrong */
export function readSources(config: RootConfigService): LokiSource[] {
  const given = parseSetting(
    PATH,
    settingsSchema,
    config.getOptional(PATH) ?? [],
  );
  return given.map(
    ({ name, title = name, entities, url, headers, tenant, ...bounds }) =>
      new LokiSource({
        ...{ name, title, entities },
        api: new LokiApi({
          url,
          headers: {
            ...headers,
            ...(tenant !== undefined && { 'x-scope-orgid': tenant }),
          },
          timeoutMs: bounds.timeout.seconds * 1000,
          maxBytes: bounds.maxMegabytes * MEGABYTE,
        }),
      }),
  );
}
