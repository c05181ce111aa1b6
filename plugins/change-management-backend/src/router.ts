import Router from 'express-promise-router';
import { addCalendarRoutes } from './routes/calendar';
import { addChangeRoutes } from './routes/changes';
import { addDeploymentRoutes } from './routes/deployments';
import { addGateRoutes } from './routes/gate';
import { raisedErrors } from './database/databaseErrors';
import { explainErrors, jsonBody } from '@countersign/plugin-governance-node';
import { addInsightRoutes } from './routes/insights';
import { noteAttempts } from './routes/noteAttempts';
import { addOpenApiRoute } from './routes/openapi';
import { planBodies } from './routes/planBody';
import { addPlanRoutes } from './routes/plans';
import { addPolicyRoutes } from './routes/policies';
import { RouteOptions } from './routes/types';

/** The HTTP API of change management, as `ChangeManagementClient` calls it. */
export function createRouter(options: RouteOptions) {
  const router = Router();
  router.use(
    ...jsonBody({
      httpAuth: options.httpAuth,
      open: ['/openapi.json'],
      large: planBodies,
    }),
  );
  addChangeRoutes(router, options);
  addPlanRoutes(router, options);
  addGateRoutes(router, options);
  addDeploymentRoutes(router, options);
  addCalendarRoutes(router, options);
  addPolicyRoutes(router, options);
  addInsightRoutes(router, options);
  addOpenApiRoute(router);
  router.use(noteAttempts(options.httpAuth, options.attempts));
  router.use(explainErrors(options.logger, raisedErrors));
  return router;
}
