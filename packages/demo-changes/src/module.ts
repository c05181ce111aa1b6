import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  DemoChanges,
  demoChangesExtensionPoint,
} from '@countersign/plugin-change-management-node';
import { Player } from './Player';
import { demoScenario, refsOf } from './scenario';

/** The demo changes of Larkspur. */
export const larkspurChanges: DemoChanges = {
  needs: now => refsOf(demoScenario(now)),
  async play(stage, now) {
    const began = Date.now();
    const { stories, stopped } = await new Player(stage).play(
      demoScenario(now),
    );
    const seconds = Math.round((Date.now() - began) / 1000);
    return `Made ${stories - stopped.length} demo changes in ${seconds} s`;
  },
};

/**
 * Three months of demo changes of the estate in `catalog-info/`, for a portal where `governance.demo` is on.
 *
 * @public
 */
export const changeManagementModuleDemo = createBackendModule({
  pluginId: 'change-management',
  moduleId: 'demo',
  register({ registerInit }) {
    registerInit({
      deps: { demo: demoChangesExtensionPoint },
      async init({ demo }) {
        demo.setDemoChanges(larkspurChanges);
      },
    });
  },
});
