import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  entityRefSchema,
  strictly,
} from '@countersign/plugin-governance-common';
import { parseSetting } from '@countersign/plugin-governance-node';
import path from 'node:path';
import { z } from 'zod';
import { FileSourceSettings } from './FileLogSource';

const PATH = 'serviceLogs.sources.file';

/** The last part of a path may have stars in it; the folders before it are named. */
const patternSchema = z
  .string()
  .min(1)
  .max(1_000)
  .refine(pattern => !path.dirname(pattern).includes('*'), {
    error: 'may have * in its last part only, such as /var/log/api/*.log*',
  });

const sourceSchema = strictly({
  name: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be a name'),
  title: z.string().min(1).max(100).optional(),
  entities: z
    .array(
      strictly({
        entityRef: entityRefSchema,
        paths: z.array(patternSchema).min(1).max(50),
      }),
    )
    .min(1)
    .refine(
      all => new Set(all.map(each => each.entityRef)).size === all.length,
      { error: 'each entity must be there once' },
    ),
}).transform(({ title, ...source }) => ({
  ...source,
  title: title ?? source.name,
}));

const settingsSchema = z
  .array(sourceSchema)
  .refine(all => new Set(all.map(({ name }) => name)).size === all.length, {
    error: 'names must be unique',
  });

/** Megabytes of compressed files that are kept unpacked, where nobody says. */
const KEPT_MEGABYTES = 2_048;

/** The configuration, checked. */
export interface Settings {
  sources: FileSourceSettings[];
  unpackedBytes: number;
}

/** @throws InputError naming the path of what is wrong */
export function readSettings(config: RootConfigService): Settings {
  return {
    sources: parseSetting(PATH, settingsSchema, config.getOptional(PATH) ?? []),
    unpackedBytes:
      parseSetting(
        'serviceLogs.unpackedMegabytes',
        z.int().min(1).max(1_000_000),
        config.getOptional('serviceLogs.unpackedMegabytes') ?? KEPT_MEGABYTES,
      ) *
      1024 *
      1024,
  };
}
