import { uploadPlanRequestSchema } from '@countersign/plugin-change-management-common';
import { Router } from 'express';
import { authenticate, parse } from './http';
import { RouteOptions } from './types';

/** Plans for changes that are about to be opened. */
export function addPlanRoutes(
  router: Router,
  { httpAuth, services }: RouteOptions,
): void {
  router.post('/plans', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const { plan } = parse(uploadPlanRequestSchema, req.body);
    res.status(201).json(await services.plans.upload(caller, plan));
  });
}
