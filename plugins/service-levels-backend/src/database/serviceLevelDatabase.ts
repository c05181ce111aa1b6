import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { AreaDatabase } from '@countersign/plugin-governance-node';

/** Whose database it is, and what makes its tables. */
export const serviceLevelDatabase: AreaDatabase = {
  pluginId: 'service-levels',
  migrations: resolvePackagePath(
    '@countersign/plugin-service-levels-backend',
    'migrations',
  ),
};
