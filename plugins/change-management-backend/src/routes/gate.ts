import { gateRequestSchema } from '@countersign/plugin-change-management-common';
import { authenticate, parse } from '@countersign/plugin-governance-node';
import { Router } from 'express';
import { RouteOptions } from './types';

/**
 * The deployment gate. It answers 200 with `allow` or `refuse`; any other status is no permission. An `Idempotency-Key`
 * is of no effect: a question asked again is answered anew.
 */
export function addGateRoutes(
  router: Router,
  { httpAuth, services }: RouteOptions,
): void {
  router.post('/gate', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const input = parse(gateRequestSchema, req.body);
    res.json(await services.gate.ask(caller, input));
  });

  router.post('/gate/preview', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const input = parse(gateRequestSchema, req.body);
    res.json(await services.gate.preview(caller, input));
  });
}
