import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { slugSchema } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { parseSetting, refuseUnknownKeys } from './SettingsReader';

/** What is configured once for every area. */
export interface SharedSettings {
  /** Most important first. */
  environments: string[];
  /** IANA zone whose nights and weekends count. */
  timeZone: string;
  /** Whether an empty portal is filled with demo records, and they are counted. */
  demo: boolean;
}

/** The root of the configuration that every area reads. */
export const SHARED_ROOT = 'governance';

/** The keys of it. */
export const sharedKeys = ['environments', 'timeZone', 'demo'] as const;

const environmentsSchema = z
  .array(slugSchema)
  .min(1)
  .refine(es => new Set(es).size === es.length, {
    message: 'environments must be unique',
  });

const timeZoneSchema = z.string().refine(isTimeZone, {
  message: 'must be an IANA zone such as Europe/Berlin',
});

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/**
 * Reads `governance` from the configuration.
 *
 * @param formerRoot - An area's own root, under which the same keys stood before and are still taken.
 * @throws InputError naming the path of what is wrong, a key that is misspelt, and both where the two say different things
 */
export function readSharedSettings(
  config: RootConfigService,
  formerRoot?: string,
): SharedSettings {
  refuseUnknownKeys(config, SHARED_ROOT, sharedKeys);
  const read = <T>(
    key: (typeof sharedKeys)[number],
    valueAt: (path: string) => T | undefined,
  ): T | undefined => {
    const paths = [SHARED_ROOT, ...(formerRoot ? [formerRoot] : [])].map(
      root => `${root}.${key}`,
    );
    const [shared, former] = paths.map(valueAt);
    if (
      shared !== undefined &&
      former !== undefined &&
      JSON.stringify(shared) !== JSON.stringify(former)
    ) {
      throw new InputError(
        `Invalid configuration. ${paths[0]} is ${JSON.stringify(shared)} and ${
          paths[1]
        } is ${JSON.stringify(former)}: keep ${paths[0]} and remove the other`,
      );
    }
    return shared ?? former;
  };
  const valueOf =
    <T extends z.ZodType>(schema: T) =>
    (path: string) =>
      config.has(path)
        ? parseSetting(path, schema, config.get(path))
        : undefined;
  return {
    environments: read('environments', valueOf(environmentsSchema)) ?? [
      'production',
      'staging',
      'development',
    ],
    timeZone: read('timeZone', valueOf(timeZoneSchema)) ?? 'UTC',
    demo: read('demo', path => config.getOptionalBoolean(path)) ?? false,
  };
}
