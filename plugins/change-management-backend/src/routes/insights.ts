import { metricsQuerySchema } from '@countersign/plugin-change-management-common';
import { authenticate, parse } from '@countersign/plugin-governance-node';
import { Router } from 'express';
import { byRefQuerySchema } from '../openapi/operations';
import { authenticateReader } from './http';
import { RouteOptions } from './types';

/** Figures, the configuration item card and the state of the ledger. */
export function addInsightRoutes(router: Router, options: RouteOptions): void {
  const { httpAuth } = options;
  const { metrics, items, ledgerStatus } = options.services;

  router.get('/metrics', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const query = parse(metricsQuerySchema, req.query);
    res.json(await metrics.report(caller, query));
  });

  router.get('/risk/bands', async (req, res) => {
    await authenticateReader(options, req);
    res.json(await metrics.bands());
  });

  router.get('/configuration-items/by-ref', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const { ref } = parse(byRefQuerySchema, req.query);
    res.json(await items.get(caller, ref));
  });

  router.get('/ledger', async (req, res) => {
    await authenticateReader(options, req);
    res.json(await ledgerStatus());
  });
}
