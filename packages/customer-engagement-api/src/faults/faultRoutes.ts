import { createHash, timingSafeEqual } from 'node:crypto';
import { json, Request, RequestHandler, Router } from 'express';
import { z } from 'zod';
import { Logger } from '../logging/Logger';
import { HttpProblem } from '../routes/HttpProblem';
import { parse } from '../routes/parse';
import {
  FaultBoard,
  faultKinds,
  LONGEST_LEASE_SECONDS,
  MOST_FAULTS,
} from './FaultBoard';
import { demandEnabled } from './injectFaults';

const leaseSchema = z.strictObject({
  kind: z.enum(faultKinds),
  share: z.number().gt(0, 'must be above 0').max(1, 'must be at most 1'),
  seconds: z
    .number()
    .int()
    .min(1)
    .max(
      LONGEST_LEASE_SECONDS,
      `must be at most ${LONGEST_LEASE_SECONDS}, fifteen minutes`,
    ),
});

/** Switches faults on and off: `GET`, `POST` and `DELETE /faults`. */
export function addFaultRoutes(
  router: Router,
  options: { board: FaultBoard; token: string | undefined; logger: Logger },
): void {
  const { board, token, logger } = options;
  const admit: RequestHandler = (req, _res, next) => {
    demandEnabled(token !== undefined);
    demandToken(req, token!);
    next();
  };

  router.get('/faults', admit, (_req, res) => {
    res.json({ items: board.active() });
  });

  router.post('/faults', admit, json({ limit: '10kb' }), (req, res) => {
    const { kind, share, seconds } = parse(leaseSchema, req.body);
    const fault = board.lease(kind, share, seconds);
    if (!fault) {
      throw new HttpProblem(
        409,
        'ConflictError',
        `${MOST_FAULTS} faults are on already: end one, or wait until one expires`,
      );
    }
    logger.log('NOTICE', `Fault ${kind} is on`, { fault });
    res.status(201).json(fault);
  });

  router.delete('/faults/:id', admit, (req, res) => {
    const id = parse(z.uuid('must be the id of a fault'), req.params.id, 'id');
    if (!board.end(id)) {
      throw new HttpProblem(404, 'NotFoundError', 'There is no such fault on');
    }
    logger.log('NOTICE', 'A fault was ended', { fault: { id } });
    res.status(204).end();
  });
}

function demandToken(req: Request, token: string): void {
  const [scheme, shown = ''] = (req.get('authorization') ?? '').split(' ');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (
    scheme.toLowerCase() !== 'bearer' ||
    !timingSafeEqual(digest(shown), digest(token))
  ) {
    throw new HttpProblem(
      401,
      'AuthenticationError',
      'Show the token of this service: Authorization: Bearer …',
    );
  }
}
