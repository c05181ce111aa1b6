import { coreServices } from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { cmdbServiceRef } from '@countersign/plugin-cmdb-node';

/** What the backend of every area asks of Backstage: `deps` of its `registerInit`, beside what it needs of its own. */
export const areaDeps = {
  actions: actionsRegistryServiceRef,
  auditor: coreServices.auditor,
  cmdb: cmdbServiceRef,
  config: coreServices.rootConfig,
  database: coreServices.database,
  events: eventsServiceRef,
  httpAuth: coreServices.httpAuth,
  httpRouter: coreServices.httpRouter,
  lifecycle: coreServices.lifecycle,
  logger: coreServices.logger,
  metrics: metricsServiceRef,
  notifications: notificationService,
  permissions: coreServices.permissions,
  registry: coreServices.permissionsRegistry,
  scheduler: coreServices.scheduler,
  signals: signalsServiceRef,
};

type Service<R> = R extends { T: infer T } ? T : never;

/** The services of {@link areaDeps}. */
export type AreaDeps = {
  [name in keyof typeof areaDeps]: Service<(typeof areaDeps)[name]>;
};
