import { HttpAuthService } from '@backstage/backend-plugin-api';
import { ErrorRequestHandler, Request } from 'express';
import { Attempt, AttemptLog } from '../access/AttemptLog';
import { authenticate } from './request';

/** Reading what is not there is no attempt at anything. */
function isAttempt(req: Request, error: unknown): boolean {
  const reads = req.method === 'GET' || req.method === 'HEAD';
  return !(reads && (error as Error).name === 'NotFoundError');
}

/** Passes every error on, after what was refused to a known caller is in the {@link AttemptLog}. */
export function noteAttempts(
  httpAuth: HttpAuthService,
  attempts: AttemptLog,
  attemptOf: (req: Request) => Attempt,
): ErrorRequestHandler {
  return async (error, req, _res, next) => {
    try {
      if (isAttempt(req, error)) {
        const caller = await authenticate(httpAuth, req);
        await attempts.note(attemptOf(req), caller, error, req);
      }
    } catch {
      // Whoever is nobody was refused for that alone, and is in the access log.
    }
    next(error);
  };
}
