import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { changeManagementServiceRef } from '@countersign/plugin-change-management-node';
import {
  DemoIncidents,
  demoIncidentsExtensionPoint,
} from '@countersign/plugin-incident-management-node';
import { Player } from './Player';
import { demoIncidents, refsOf } from './scenario';
import { Surroundings } from './Surroundings';

/** The demo incidents of Larkspur, among what other areas tell of it. */
export function larkspurIncidents(
  surroundings: Pick<Surroundings, 'alerts' | 'changes' | 'waitsFor'>,
): DemoIncidents {
  return {
    needs: now => refsOf(demoIncidents(now, { alerts: [], until: now })),
    waitsFor: () => surroundings.waitsFor(),
    async play(stage) {
      const began = Date.now();
      const { numbers, now } = await surroundings.changes();
      const until = new Date();
      const stories = demoIncidents(now, {
        alerts: await surroundings.alerts(),
        until,
      });
      const stopped = await new Player(stage, numbers).play(stories, until);
      const seconds = Math.round((Date.now() - began) / 1000);
      return `Made ${
        stories.length - stopped.length
      } demo incidents and problems in ${seconds} s`;
    },
  };
}

/**
 * Three months of demo incidents of the estate in `catalog-info/`, for a portal where `governance.demo` is on.
 *
 * @public
 */
export const incidentManagementModuleDemo = createBackendModule({
  pluginId: 'incident-management',
  moduleId: 'demo',
  register({ registerInit }) {
    registerInit({
      deps: {
        demo: demoIncidentsExtensionPoint,
        changes: changeManagementServiceRef,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      async init({ demo, ...deps }) {
        demo.setDemoIncidents(larkspurIncidents(new Surroundings(deps)));
      },
    });
  },
});
