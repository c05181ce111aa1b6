import { RootConfigService } from '@backstage/backend-plugin-api';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { parseSetting } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { OpenMetricsSource } from './OpenMetricsSource';

const PATH = 'serviceLevels.sources.openmetrics';
const MEGABYTE = 1024 * 1024;

/** A duration as configuration writes it, within bounds. */
const duration = (least: number, most: number, usual: number) =>
  z
    .strictObject({
      seconds: z.number().optional(),
      minutes: z.number().optional(),
    })
    .transform(given => durationToMilliseconds(given as HumanDuration))
    .refine(ms => ms >= least && ms <= most, {
      error: `must be from ${least / 1000} s to ${most / 1000} s`,
    })
    .default(usual);

const sourcesSchema = z
  .array(
    z.strictObject({
      name: z
        .string()
        .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be a name'),
      url: z.url({
        protocol: /^https?$/,
        error: 'must be an http or https address',
      }),
      interval: duration(1_000, 300_000, 15_000),
      timeout: duration(100, 60_000, 5_000),
      headers: z.record(z.string(), z.string()).default({}),
      maxMegabytes: z.number().positive().max(256).default(16),
    }),
  )
  .refine(all => new Set(all.map(({ name }) => name)).size === all.length, {
    error: 'names must be unique',
  });

/**
 * The sources that configuration names.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSources(config: RootConfigService): OpenMetricsSource[] {
  const given = parseSetting(
    PATH,
    sourcesSchema,
    config.getOptional(PATH) ?? [],
  );
  return given.map(
    ({ timeout, maxMegabytes, ...source }) =>
      new OpenMetricsSource({
        ...source,
        timeoutMs: timeout,
        maxBytes: maxMegabytes * MEGABYTE,
      }),
  );
}
