import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseSetting } from '@countersign/plugin-governance-node';
import {
  sourceDuration,
  sourceList,
  sourceNameSchema,
  sourceUrlSchema,
} from '@countersign/plugin-service-levels-node';
import { z } from 'zod';
import { OpenMetricsSource } from './OpenMetricsSource';

const PATH = 'serviceLevels.sources.openmetrics';
const MEGABYTE = 1024 * 1024;

const sourcesSchema = sourceList(
  z.strictObject({
    name: sourceNameSchema,
    url: sourceUrlSchema,
    interval: sourceDuration(1_000, 300_000, 15_000),
    timeout: sourceDuration(100, 60_000, 5_000),
    headers: z.record(z.string(), z.string()).default({}),
    maxMegabytes: z.number().positive().max(256).default(16),
    nativeHistograms: z.boolean().default(false),
  }),
);

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
