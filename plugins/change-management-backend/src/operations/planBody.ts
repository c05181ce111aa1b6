import { planLimits } from '@countersign/plugin-change-management-common';
import {
  isRecord,
  LargeBodies,
  parseJson,
  smallBody,
} from '@countersign/plugin-governance-node';
import { Request } from 'express';
import { OpenedBody } from '../plans/PlanReader';
import { PlanDesk } from '../services/PlanDesk';

/** These may carry a Terraform plan. */
const planRoutes = /^\/(plans|changes(\/preview|\/[^/]+\/plan)?)\/?$/;

/**
 * Bodies that may carry a plan, left as bytes for {@link openBody}. As many are here at once as threads read, and one to
 * come: each takes its size twice while it is put together, and so do the few that wait for a thread.
 */
export const planBodies: LargeBodies = {
  of: req => req.method === 'POST' && planRoutes.test(req.path),
  limits: { large: planLimits.characters, idleMs: 30_000 },
  turns: { atOnce: 3, mayWait: 20 },
};

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
  if (req.body.length <= smallBody) {
    const body = parseJson(req.body);
    if (!isRecord(body) || !isRecord(body.plan)) return { body };
  }
  return plans.open(req.body);
}
