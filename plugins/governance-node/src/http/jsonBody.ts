import { HttpAuthService } from '@backstage/backend-plugin-api';
import express, { Request, RequestHandler } from 'express';
import { BodyLimits, readBody } from './readBody';
import { authenticate } from './request';
import { Turns } from './Turns';

/** Bytes that a body may have where nothing else is said. */
export const smallBody = 1024 * 1024;

/** Bodies that may be larger than others, and are handed to the route as bytes. */
export interface LargeBodies {
  /** Those whose body may be one. */
  of(req: Request): boolean;
  limits: Omit<BodyLimits, 'small'>;
  /** So many are here at once, until they are answered, and so many more wait. */
  turns: { atOnce: number; mayWait: number };
}

/**
 * Reads JSON bodies, after the caller is known: nobody unknown makes us parse anything.
 *
 * @param options - `open`: paths for anybody, known or not.
 */
export function jsonBody(options: {
  httpAuth: HttpAuthService;
  open: readonly string[];
  large?: LargeBodies;
}): RequestHandler[] {
  const { httpAuth, open, large } = options;
  const small = express.json({ limit: smallBody });
  const bytes = large && largeBody(large);
  return [
    async (req, _res, next) => {
      try {
        if (!open.includes(req.path)) await authenticate(httpAuth, req);
        next();
      } catch (error) {
        next(error);
      }
    },
    (req, res, next) => (large?.of(req) ? bytes! : small)(req, res, next),
  ];
}

function largeBody({ limits, turns: options }: LargeBodies): RequestHandler {
  const turns = new Turns(options);
  return async (req, res, next) => {
    if (!req.is('application/json')) {
      next();
      return;
    }
    const answered = new AbortController();
    res.once('close', () => answered.abort());
    try {
      req.body = await readBody(
        req,
        turns,
        { small: smallBody, ...limits },
        answered.signal,
      );
      next();
    } catch (error) {
      next(error);
    }
  };
}
