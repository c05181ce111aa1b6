import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseSetting } from '@countersign/plugin-governance-node';
import {
  sourceDuration,
  sourceList,
  sourceNameSchema,
  sourceRetention,
} from '@countersign/plugin-service-levels-node';
import { MetricServiceClient } from '@google-cloud/monitoring';
import { z } from 'zod';
import { CloudMonitoringSource } from './CloudMonitoringSource';

const PATH = 'serviceLevels.sources.googleCloudMonitoring';
const MINUTE = 60_000;

const sourcesSchema = sourceList(
  z.strictObject({
    name: sourceNameSchema,
    project: z
      .string()
      .regex(/^[a-z][-a-z0-9:.]{4,62}$/, 'must be the id of a project'),
    interval: sourceDuration(MINUTE, 10 * MINUTE, MINUTE),
    delay: sourceDuration(0, 30 * MINUTE, 4 * MINUTE),
    timeout: sourceDuration(100, 2 * MINUTE, 30_000),
    catchUp: sourceDuration(MINUTE, 48 * 60 * MINUTE, 6 * 60 * MINUTE),
    keeps: sourceRetention,
    keyFile: z.string().min(1).optional(),
    endpoint: z
      .string()
      .regex(/^[a-z0-9.-]+(:\d+)?$/i, 'must be a host, with a port if need be')
      .optional(),
  }),
);

/**
 * The sources that configuration names. Nothing is asked of them yet: credentials are looked for at the first reading.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSources(
  config: RootConfigService,
): CloudMonitoringSource[] {
  const given = parseSetting(
    PATH,
    sourcesSchema,
    config.getOptional(PATH) ?? [],
  );
  return given.map(({ timeout, catchUp, keyFile, endpoint, ...rest }) => {
    const [apiEndpoint, port] = endpoint?.split(':') ?? [];
    const client = new MetricServiceClient({
      projectId: rest.project,
      ...(keyFile && { keyFilename: keyFile }),
      ...(apiEndpoint && { apiEndpoint }),
      ...(port && { port: Number(port) }),
    });
    return new CloudMonitoringSource(
      { ...rest, timeoutMs: timeout, catchUpMs: catchUp },
      client,
    );
  });
}
