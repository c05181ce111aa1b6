import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseSetting } from '@countersign/plugin-governance-node';
import { z } from 'zod';

const PATH = 'complianceEvidence.store.googleCloudStorage';

const connection = {
  bucket: z.string().min(3).max(222),
  prefix: z
    .string()
    .regex(
      /^([^/\r\n#[\]*?]+\/)*$/,
      'must end with a slash, such as countersign/evidence/',
    )
    .default(''),
  project: z.string().min(1).optional(),
  keyFile: z.string().min(1).optional(),
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
};

/** What is under `with` of a source. */
export const storageSourceSchema = z.strictObject(connection);

const settingsSchema = z.strictObject({
  ...connection,
  spoolFolder: z.string().min(1).optional(),
});
/** `complianceEvidence.store.googleCloudStorage`, checked. */
export type StorageSettings = z.output<typeof settingsSchema>;

/**
 * @returns undefined where the evidence is kept elsewhere
 * @throws InputError naming the path of what is wrong
 */
export function readStorageSettings(
  config: Pick<RootConfigService, 'has' | 'get'>,
): StorageSettings | undefined {
  return config.has(PATH)
    ? parseSetting(PATH, settingsSchema, config.get(PATH))
    : undefined;
}
