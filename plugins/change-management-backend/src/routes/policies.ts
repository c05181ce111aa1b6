import { policyReplayRequestSchema } from '@countersign/plugin-change-management-common';
import { authenticate, parse } from '@countersign/plugin-governance-node';
import { Router } from 'express';
import { authenticateReader } from './http';
import { RouteOptions } from './types';

/** Approval policies and standard change templates, as configured, and the replay of a draft. */
export function addPolicyRoutes(router: Router, options: RouteOptions): void {
  const { httpAuth } = options;
  const { policies } = options.services;

  router.get('/policies', async (req, res) => {
    await authenticateReader(options, req);
    res.json(policies.current());
  });

  router.post('/policies/replay', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const draft = parse(policyReplayRequestSchema, req.body);
    res.json(await policies.replay(caller, draft));
  });

  router.get('/templates', async (req, res) => {
    await authenticateReader(options, req);
    res.json(policies.templates());
  });
}
