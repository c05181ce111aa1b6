import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseSetting } from '@countersign/plugin-governance-node';
import {
  sourceDuration,
  sourceList,
  sourceNameSchema,
} from '@countersign/plugin-service-levels-node';
import { z } from 'zod';

const PATH = 'serviceLevels.sources.logs';
const MINUTE = 60_000;

const sourcesSchema = sourceList(
  z.strictObject({
    name: sourceNameSchema,
    interval: sourceDuration(5_000, 10 * MINUTE, MINUTE),
    delay: sourceDuration(0, 30 * MINUTE, MINUTE),
    catchUp: sourceDuration(MINUTE, 48 * 60 * MINUTE, 6 * 60 * MINUTE),
  }),
);

/** @throws InputError naming the path of what is wrong */
export function readSettings(config: RootConfigService) {
  return parseSetting(PATH, sourcesSchema, config.getOptional(PATH) ?? []).map(
    ({ catchUp, ...rest }) => ({
      ...rest,
      // Logs are counted by whole minutes.
      grid: MINUTE,
      catchUpMs: catchUp,
    }),
  );
}
