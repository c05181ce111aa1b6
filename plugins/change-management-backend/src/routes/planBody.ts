import { HttpAuthService } from '@backstage/backend-plugin-api';
import { planLimits } from '@countersign/plugin-change-management-common';
import express, { Request, RequestHandler } from 'express';
import { OpenedBody } from '../plans/PlanReader';
import { isRecord, parseJson } from '../plans/parseJson';
import { Turns } from '../plans/Turns';
import { PlanDesk } from '../services/PlanDesk';
import { authenticate } from './http';
import { readBody } from './readBody';

const limits = {
  small: 1024 * 1024,
  large: planLimits.characters,
  idleMs: 30_000,
};

/**
 * Large bodies that are here at once, until they are answered: as many as threads read, and one to come. Each takes its
 * size twice while it is put together, and so do the few that wait for a thread.
 */
const largeBodies = { atOnce: 3, mayWait: 20 };

/**
 * Reads JSON bodies, after the caller is known: nobody unknown makes us parse anything. Those that may carry a
 * Terraform plan may be large, and are left as bytes for {@link openBody}.
 */
export function jsonBody(
  httpAuth: HttpAuthService,
  carriesPlan: (req: Request) => boolean,
): RequestHandler[] {
  const small = express.json({ limit: limits.small });
  const turns = new Turns(largeBodies);
  const bytes: RequestHandler = async (req, res, next) => {
    if (!req.is('application/json')) {
      next();
      return;
    }
    const answered = new AbortController();
    res.once('close', () => answered.abort());
    try {
      req.body = await readBody(req, turns, limits, answered.signal);
      next();
    } catch (error) {
      next(error);
    }
  };
  return [
    async (req, _res, next) => {
      try {
        if (req.path !== '/openapi.json') await authenticate(httpAuth, req);
        next();
      } catch (error) {
        next(error);
      }
    },
    (req, res, next) => (carriesPlan(req) ? bytes : small)(req, res, next),
  ];
}

/**
 * The body of a request that may carry a plan. What is large, and every plan, is read by a thread: here only a small
 * body is parsed, to see whether there is a plan in it.
 *
 * @throws InputError, ServiceUnavailableError
 */
export async function openBody(
  req: Request,
  plans: Pick<PlanDesk, 'open'>,
): Promise<OpenedBody> {
  if (!Buffer.isBuffer(req.body)) return { body: req.body ?? {} };
  if (req.body.length === 0) return { body: {} };
  if (req.body.length <= limits.small) {
    const body = parseJson(req.body);
    if (!isRecord(body) || !isRecord(body.plan)) return { body };
  }
  return plans.open(req.body);
}
