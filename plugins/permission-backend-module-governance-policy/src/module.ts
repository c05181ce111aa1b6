import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { readFurtherPermissions } from './furtherPermissions';
import { GovernancePolicy } from './GovernancePolicy';
import { calendarManagersMoved, readRoles } from './roles';

/** Sets the policy of the portal. Left out, any other policy or RBAC plugin takes its place. */
export const permissionModuleGovernancePolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'governance-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, logger, policy, userInfo }) {
        const roles = readRoles(config);
        if (roles.calendarManagers.length) logger.warn(calendarManagersMoved);
        const further = readFurtherPermissions(config);
        policy.setPolicy(new GovernancePolicy({ roles, further, userInfo }));
      },
    });
  },
});
