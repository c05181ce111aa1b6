import {
  deploymentReportSchema,
  listDeploymentsQuerySchema,
} from '@countersign/plugin-change-management-common';
import {
  authenticate,
  idempotencyKeyOf,
  parse,
} from '@countersign/plugin-governance-node';
import { Router } from 'express';
import { RouteOptions } from './types';

/** Reports of deployments and their reconciliation. */
export function addDeploymentRoutes(
  router: Router,
  { httpAuth, services }: RouteOptions,
): void {
  router.get('/deployments', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const filter = parse(listDeploymentsQuerySchema, req.query);
    res.json(await services.deployments.list(caller, filter));
  });

  router.post('/deployments', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const report = parse(deploymentReportSchema, req.body);
    const idempotencyKey = idempotencyKeyOf(req);
    res
      .status(201)
      .json(
        await services.deployments.report(caller, report, { idempotencyKey }),
      );
  });
}
