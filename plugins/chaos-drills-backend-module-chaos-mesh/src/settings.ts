import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseSetting } from '@countersign/plugin-governance-node';
import { z } from 'zod';

const PATH = 'chaosDrills.faults.chaosMesh';

const dnsLabel = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be the name of a namespace');

const clusterSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a word such as chaos-mesh')
    .default('chaos-mesh'),
  namespaces: z.array(dnsLabel).min(1).max(100),
  kubeConfig: z.string().min(1).optional(),
  context: z.string().min(1).optional(),
});

/** A cluster that has Chaos Mesh, as configuration names it. */
export type ClusterSettings = z.output<typeof clusterSchema>;

/**
 * The clusters that configuration names, each a provider of faults. Nothing is asked of them yet.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): ClusterSettings[] {
  return parseSetting(
    PATH,
    z
      .array(clusterSchema)
      .max(20)
      .refine(
        all => new Set(all.map(({ name }) => name)).size === all.length,
        'give each cluster a name of its own',
      ),
    config.getOptional(PATH) ?? [],
  );
}
