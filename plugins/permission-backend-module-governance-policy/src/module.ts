import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { GovernancePolicy } from './GovernancePolicy';
import { readRoles } from './roles';

export const permissionModuleGovernancePolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'governance-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, policy, userInfo }) {
        policy.setPolicy(
          new GovernancePolicy({ roles: readRoles(config), userInfo }),
        );
      },
    });
  },
});
