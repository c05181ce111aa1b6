import {
  calendarQuerySchema,
  scheduleRuleInputSchema,
} from '@countersign/plugin-change-management-common';
import {
  authenticate,
  idempotencyKeyOf,
  parse,
} from '@countersign/plugin-governance-node';
import { Router } from 'express';
import { z } from 'zod';
import { authenticateReader } from './http';
import { RouteOptions } from './types';

/** The change calendar, freezes and maintenance windows. */
export function addCalendarRoutes(router: Router, options: RouteOptions): void {
  const { httpAuth } = options;
  const { calendar } = options.services;

  router.get('/calendar', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const query = parse(calendarQuerySchema, req.query);
    res.json(await calendar.calendar(caller, query));
  });

  router.get('/schedule-rules', async (req, res) => {
    await authenticateReader(options, req);
    res.json(await calendar.rules());
  });

  router.post('/schedule-rules', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const input = parse(scheduleRuleInputSchema, req.body);
    const idempotencyKey = idempotencyKeyOf(req);
    res
      .status(201)
      .json(await calendar.createRule(caller, input, { idempotencyKey }));
  });

  router.post('/schedule-rules/:id/end', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const id = parse(z.uuid(), req.params.id, ['id']);
    res.json(await calendar.endRule(caller, id, idempotencyKeyOf(req)));
  });
}
