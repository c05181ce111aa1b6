import { RootConfigService } from '@backstage/backend-plugin-api';
import { entityRefSchema } from '@countersign/plugin-governance-common';
import { parseSetting } from '@countersign/plugin-governance-node';
import { z } from 'zod';

const PATH = 'chaosDrills.faults.cloudRun';

const word = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const serviceSchema = z.strictObject({
  service: z
    .string()
    .regex(
      /^[a-z]+-[a-z]+\d+\/[a-z]([-a-z0-9]{0,47}[a-z0-9])?$/,
      'must be a region and a service, such as europe-west1/checkout',
    ),
  entity: entityRefSchema,
});

const projectSchema = z.strictObject({
  name: z
    .string()
    .regex(word, 'must be a word such as cloud-run')
    .default('cloud-run'),
  project: z
    .string()
    .regex(/^[a-z][-a-z0-9:.]{4,62}$/, 'must be the id of a project'),
  services: z
    .array(serviceSchema)
    .min(1)
    .max(500)
    .refine(
      all => new Set(all.map(({ service }) => service)).size === all.length,
      'name each service once',
    ),
  queue: z
    .string()
    .regex(
      /^[a-z]+-[a-z]+\d+\/[A-Za-z0-9-]{1,100}$/,
      'must be a region and a queue of Cloud Tasks, such as europe-west1/drills',
    ),
  serviceAccount: z.email('must be the email of a service account'),
  keyFile: z.string().min(1).optional(),
});

/** A project of Google Cloud whose services may be drilled, as configuration names it. */
export type ProjectSettings = z.output<typeof projectSchema>;

/**
 * The projects that configuration names, each a provider of faults. Nothing is asked of them yet.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): ProjectSettings[] {
  return parseSetting(
    PATH,
    z
      .array(projectSchema)
      .max(20)
      .refine(
        all => new Set(all.map(({ name }) => name)).size === all.length,
        'give each project a name of its own',
      ),
    config.getOptional(PATH) ?? [],
  );
}
