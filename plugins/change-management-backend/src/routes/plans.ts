import { uploadPlanRequestSchema } from '@countersign/plugin-change-management-common';
import { authenticate, parse } from '@countersign/plugin-governance-node';
import { Router } from 'express';
import { openBody } from './planBody';
import { RouteOptions } from './types';

/** Plans for changes that are about to be opened. */
export function addPlanRoutes(
  router: Router,
  { httpAuth, services }: RouteOptions,
): void {
  router.post('/plans', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const uploaded = await services.plans.upload(caller, async () => {
      const { body, plan } = await openBody(req, services.plans);
      return plan ?? parse(uploadPlanRequestSchema, body).plan;
    });
    res.status(201).json(uploaded);
  });
}
