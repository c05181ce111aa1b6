import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { gateCheckExtensionPoint } from '@countersign/plugin-change-management-node';
import {
  readErrorBudgetRules,
  serviceLevelsServiceRef,
} from '@countersign/plugin-service-levels-node';
import { ErrorBudgetCheck } from './ErrorBudgetCheck';

/**
 * Lets error budgets decide which changes may go ahead.
 *
 * @public
 */
export const changeManagementModuleErrorBudget = createBackendModule({
  pluginId: 'change-management',
  moduleId: 'error-budget',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        gate: gateCheckExtensionPoint,
        serviceLevels: serviceLevelsServiceRef,
      },
      async init({ config, gate, serviceLevels }) {
        const rules = readErrorBudgetRules(config);
        // Where nobody has made a policy, nothing is asked, and nothing fails.
        if (rules.policies.length === 0) return;
        gate.addGateCheck(new ErrorBudgetCheck({ rules, serviceLevels }));
      },
    });
  },
});
