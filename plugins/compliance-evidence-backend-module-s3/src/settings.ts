import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseSetting } from '@countersign/plugin-governance-node';
import { z } from 'zod';

const PATH = 'complianceEvidence.store.s3';

const connection = {
  bucket: z.string().min(3).max(255),
  prefix: z
    .string()
    .regex(
      /^([A-Za-z0-9!_.*'()=-]+\/)*$/,
      'must end with a slash, such as countersign/evidence/',
    )
    .default(''),
  region: z.string().min(1).optional(),
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  forcePathStyle: z.boolean().default(false),
  accessKeyId: z.string().min(1).optional(),
  secretAccessKey: z.string().min(1).optional(),
};

const keysTogether = ({
  accessKeyId,
  secretAccessKey,
}: {
  accessKeyId?: string;
  secretAccessKey?: string;
}) => (accessKeyId === undefined) === (secretAccessKey === undefined);
const needsBoth = {
  path: ['secretAccessKey'],
  message:
    'goes with accessKeyId: give both, or neither to have the role of the machine',
};

const sourceSchema = z.strictObject(connection).refine(keysTogether, needsBoth);
/** How a bucket is reached. */
export type S3Connection = z.output<typeof sourceSchema>;

const storeSchema = z
  .strictObject({
    ...connection,
    kmsKeyId: z.string().min(1).optional(),
    spoolFolder: z.string().min(1).optional(),
  })
  .refine(keysTogether, needsBoth);
/** `complianceEvidence.store.s3`, checked. */
export type S3Settings = z.output<typeof storeSchema>;

/**
 * @returns undefined where the evidence is kept elsewhere
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(
  config: Pick<RootConfigService, 'has' | 'get'>,
): S3Settings | undefined {
  return config.has(PATH)
    ? parseSetting(PATH, storeSchema, config.get(PATH))
    : undefined;
}

/** What is under `with` of a source. @throws InputError naming what is wrong */
export function readSourceSettings(
  name: string,
  config: Pick<RootConfigService, 'get'>,
): S3Connection {
  return parseSetting(
    `complianceEvidence.sources, with of ${name}`,
    sourceSchema,
    config.get(),
  );
}
