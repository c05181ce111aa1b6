/** The end of the name of the stock module that allows everything. */
export const allowAll = 'allow-all-policy';

/** Lines of a backend, by which everything is denied but to read the catalog: a page of an entity shows the cards that it has. */
export const denyAll = `
import { createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
backend.add(
  createBackendModule({
    pluginId: 'permission',
    moduleId: 'deny-all',
    register: env =>
      env.registerInit({
        deps: { policy: policyExtensionPoint },
        async init({ policy }) {
          policy.setPolicy({
            handle: async ({ permission }) => ({
              result:
                permission.name === 'catalog.entity.read'
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
            }),
          });
        },
      }),
  }),
);`
  .trim()
  .split('\n');
