import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { DefaultSchedulerService } from '@backstage/backend-defaults/scheduler';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import Router from 'express-promise-router';

/** See when scheduled tasks run, and how they ended. */
export const scheduledTaskReadPermission = createPermission({
  name: 'scheduler.task.read',
  attributes: { action: 'read' },
});

/** Start a scheduled task now, or stop it. */
export const scheduledTaskRunPermission = createPermission({
  name: 'scheduler.task.run',
  attributes: { action: 'update' },
});

/**
 * The scheduler, with permissions on the routes that the framework gives each plugin that has scheduled tasks
 * (`/.backstage/scheduler/v1/tasks`). By themselves they answer anybody with any token, and so let a pipeline or an
 * auditor start and stop what keeps the portal's promises.
 *
 * Add it to a backend as it is: it takes the place of the default factory.
 *
 * @public
 */
export const guardedSchedulerServiceFactory = createServiceFactory({
  service: coreServices.scheduler,
  deps: {
    database: coreServices.database,
    logger: coreServices.logger,
    rootLifecycle: coreServices.rootLifecycle,
    httpRouter: coreServices.httpRouter,
    pluginMetadata: coreServices.pluginMetadata,
    metrics: metricsServiceRef,
    auditor: coreServices.auditor,
    httpAuth: coreServices.httpAuth,
    permissions: coreServices.permissions,
    permissionsRegistry: coreServices.permissionsRegistry,
  },
  async factory({
    auditor,
    httpAuth,
    permissions,
    permissionsRegistry,
    ...deps
  }) {
    permissionsRegistry.addPermissions([
      scheduledTaskReadPermission,
      scheduledTaskRunPermission,
    ]);
    const guard = Router();
    guard.use('/.backstage/scheduler', async (req, _res, next) => {
      const reads = ['GET', 'HEAD'].includes(req.method);
      const permission = reads
        ? scheduledTaskReadPermission
        : scheduledTaskRunPermission;
      const [{ result }] = await permissions.authorize([{ permission }], {
        credentials: await httpAuth.credentials(req),
      });
      if (result !== AuthorizeResult.ALLOW) {
        const error = new NotAllowedError(
          `You may not ${
            reads ? 'see' : 'run'
          } scheduled tasks: ask for the permission ${permission.name}`,
        );
        const event = await auditor.createEvent({
          eventId: 'scheduled-task-refused',
          severityLevel: 'high',
          request: req,
          meta: { permission: permission.name },
        });
        await event.fail({ error });
        throw error;
      }
      next();
    });
    deps.httpRouter.use(guard);
    return DefaultSchedulerService.create(deps);
  },
});
