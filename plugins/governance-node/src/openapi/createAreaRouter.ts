import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Request, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { Attempt, AttemptLog } from '../access/AttemptLog';
import { RaisedErrors } from '../database/databaseErrors';
import { explainErrors } from '../http/explainErrors';
import { jsonBody, LargeBodies } from '../http/jsonBody';
import { noteAttempts } from '../http/noteAttempts';
import { addOperations } from './addOperations';
import { createOpenApiDocument } from './createOpenApiDocument';
import { Operation } from './operation';

/** Where the OpenAPI document is, for anybody. */
export const OPENAPI_PATH = '/openapi.json';

/** An area's API and what it stands on. */
export interface AreaRouterOptions<S> {
  operations: readonly Operation<S>[];
  services: S;
  /** Of the document. */
  area: Parameters<typeof createOpenApiDocument>[1];
  httpAuth: HttpAuthService;
  logger: LoggerService;
  attempts: AttemptLog;
  /** What the triggers of the area's own tables raise. */
  raised?: RaisedErrors;
  large?: LargeBodies;
  /** Refuses to send what the schema of an answer does not say, as tests do. */
  verifyAnswers?: boolean;
}

/**
 * The HTTP API of an area, made from its operations: bodies are read once the caller is known, requests are checked,
 * refused attempts leave a trace, errors say what a caller can act on, and a document describes it all.
 */
export function createAreaRouter<S>(
  options: AreaRouterOptions<S>,
): ExpressRouter {
  const { operations, httpAuth, logger, large } = options;
  const router = Router();
  router.use(...jsonBody({ httpAuth, open: [OPENAPI_PATH], large }));
  const document = createOpenApiDocument(operations, options.area);
  router.get(OPENAPI_PATH, (_req, res) => {
    res.json(document);
  });
  addOperations(router, operations, options);
  router.use(noteAttempts(httpAuth, options.attempts, attemptOf(operations)));
  router.use(explainErrors(logger, options.raised));
  return router;
}

/** An attempt is called as its operation is: `finishNote`; what it was made on, by the names of the path's parameters. */
function attemptOf<S>(operations: readonly Operation<S>[]) {
  const ids = new Map(
    operations.map(({ method, path, id }) => [
      `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      id,
    ]),
  );
  return (req: Request): Attempt => {
    const route = `${req.method.toLowerCase()} ${req.route?.path ?? ''}`;
    return { ...req.params, verb: ids.get(route) ?? route };
  };
}
