import { FaultProblem } from '@countersign/fault-leases';
import { ErrorRequestHandler, RequestHandler } from 'express';
import { DatabaseDownError } from '../database/Database';
import { Logger } from '../logging/Logger';
import { traceFields } from '../logging/trace';
import { HttpProblem } from './HttpProblem';

const RETRY_AFTER_SECONDS = 5;

/** What nobody answers. */
export const answerUnmatched: RequestHandler = () => {
  throw new HttpProblem(404, 'NotFoundError', 'There is nothing here');
};

/** Answers errors in JSON. What nobody foresaw goes to the log, and its caller hears nothing of it. */
export function answerErrors(
  logger: Logger,
  project: string | undefined,
): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error);
    if (problem.status >= 500 && problem.name !== 'FaultError') {
      const trace = traceFields(req.headers, project);
      logger.error('A request failed', error, trace);
    }
    if (problem.status === 503)
      res.set('Retry-After', `${RETRY_AFTER_SECONDS}`);
    if (problem.status === 401) res.set('WWW-Authenticate', 'Bearer');
    const { name, message } = problem;
    res.status(problem.status).json({ error: { name, message } });
  };
}

function problemOf(error: unknown): HttpProblem | FaultProblem {
  if (error instanceof HttpProblem || error instanceof FaultProblem) {
    return error;
  }
  if (error instanceof DatabaseDownError) {
    return new HttpProblem(
      503,
      'ServiceUnavailableError',
      'The database does not answer; try again in a few seconds',
    );
  }
  const { status, type } = error as { status?: unknown; type?: unknown };
  if (type === 'entity.too.large') {
    return new HttpProblem(413, 'InputError', 'The body is too large');
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new HttpProblem(status, 'InputError', 'The request is malformed');
  }
  return new HttpProblem(500, 'InternalError', 'Something went wrong here');
}
