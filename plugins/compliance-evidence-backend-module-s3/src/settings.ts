import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseSetting } from '@countersign/plugin-governance-node';
import { z } from 'zod';

const PATH = 'complianceEvidence.store.s3';

const settingsSchema = z.strictObject({
  bucket: z.string().min(3).max(255),
  prefix: z
    .string()
    .regex(
      /^([A-Za-z0-9!_.*'()-]+\/)*$/,
      'must end with a slash, such as countersign/evidence/',
    )
    .default(''),
  region: z.string().min(1).optional(),
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  forcePathStyle: z.boolean().default(false),
  accessKeyId: z.string().min(1).optional(),
  secretAccessKey: z.string().min(1).optional(),
  kmsKeyId: z.string().min(1).optional(),
  spoolFolder: z.string().min(1).optional(),
});
/** `complianceEvidence.store.s3`, checked. */
export type S3Settings = z.output<typeof settingsSchema>;

/**
 * @returns undefined where the evidence is kept elsewhere
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(
  config: Pick<RootConfigService, 'has' | 'get'>,
): S3Settings | undefined {
  if (!config.has(PATH)) return undefined;
  const settings = parseSetting(
    PATH,
    settingsSchema.refine(
      ({ accessKeyId, secretAccessKey }) =>
        (accessKeyId === undefined) === (secretAccessKey === undefined),
      {
        path: ['secretAccessKey'],
        message:
          'goes with accessKeyId: give both, or neither to have the role of the machine',
      },
    ),
    config.get(PATH),
  );
  return settings;
}
