import { readdir } from 'fs/promises';
import path from 'path';
import { loadConfigSchema } from '@backstage/config-loader';
import { ConfigurationSchema } from './configuration';

const root = path.resolve(__dirname, '../../../../..');

/** Of each package of the family that has settings, by its name: what its `config.d.ts` says. */
export async function configurationSchemas(): Promise<
  { name: string; schema: ConfigurationSchema }[]
> {
  const folders = await readdir(path.join(root, 'plugins'));
  const loaded = await loadConfigSchema({
    dependencies: [],
    packagePaths: folders.map(name =>
      path.join(root, 'plugins', name, 'package.json'),
    ),
  });
  const { schemas } = loaded.serialize() as {
    schemas: { packageName: string; value: object }[];
  };
  return schemas
    .filter(({ packageName }) => packageName.startsWith('@countersign/'))
    .map(({ packageName: name, value }) => ({ name, schema: value }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
