import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  familyVersion,
  VERSION_HEADER,
} from '@countersign/plugin-governance-common';
import { Request, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { Attempt, AttemptLog } from '../access/AttemptLog';
import { RaisedErrors } from '../database/databaseErrors';
import { explainErrors } from '../http/explainErrors';
import { jsonBody, LargeBodies } from '../http/jsonBody';
import { noteAttempts } from '../http/noteAttempts';
import { addOperations } from './addOperations';
import { attemptsAt } from './attemptsAt';
import { createOpenApiDocument } from './createOpenApiDocument';
import { DescribedOperation, Operation } from './operation';
import { RecordVerbs, refuseOtherVerbs } from './refuseOtherVerbs';

/** Where the OpenAPI document is, for anybody. */
export const OPENAPI_PATH = '/openapi.json';

/** What the OpenAPI document of an area says of the area. */
export type DescribedArea = Parameters<typeof createOpenApiDocument>[1];

/** An area's API and what it stands on. */
export interface AreaRouterOptions<S> {
  operations: readonly Operation<S>[];
  services: S;
  /** Routes that the area serves elsewhere, since their callers cannot sign in: the document has them too. */
  elsewhere?: readonly DescribedOperation[];
  /** Of the document. */
  area: DescribedArea;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  attempts: AttemptLog;
  /** What an attempt is called in the audit log, and what it was made on; absent, as {@link attemptsAt} says. */
  attemptOf?: (req: Request) => Attempt;
  /** Records that say which verbs they understand to whoever uses another. */
  verbsOf?: readonly RecordVerbs[];
  /** What the triggers of the area's own tables raise. */
  raised?: RaisedErrors;
  large?: LargeBodies;
  /** Refuses to send what the schema of an answer does not say. Absent, tests do. */
  verifyAnswers?: boolean;
}

/**
 * The HTTP API of an area, made from its operations: bodies are read once the caller is known, requests are checked,
 * refused attempts leave a trace, errors say what a caller can act on, and a document describes it all.
 */
export function createAreaRouter<S>(
  options: AreaRouterOptions<S>,
): ExpressRouter {
  const { operations, httpAuth, logger, large, verbsOf = [] } = options;
  const { elsewhere = [] } = options;
  const { attemptOf = attemptsAt(operations) } = options;
  const router = Router();
  router.use((_req, res, next) => {
    // Pages of another release say so; those of another origin may read it too.
    res.set(VERSION_HEADER, familyVersion);
    res.append('Access-Control-Expose-Headers', VERSION_HEADER);
    next();
  });
  router.use(...jsonBody({ httpAuth, open: [OPENAPI_PATH], large }));
  const document = createAreaDocument(
    [...operations, ...elsewhere],
    options.area,
  );
  router.get(OPENAPI_PATH, (_req, res) => {
    res.json(document);
  });
  addOperations(router, operations, {
    verifyAnswers: process.env.NODE_ENV === 'test',
    ...options,
  });
  for (const record of verbsOf) {
    refuseOtherVerbs(router, { httpAuth, operations, record });
  }
  router.use(noteAttempts(httpAuth, options.attempts, attemptOf));
  router.use(explainErrors(logger, options.raised));
  return router;
}

/** The document that the router of an area serves: of its operations, and of itself. */
export function createAreaDocument(
  operations: readonly DescribedOperation[],
  area: DescribedArea,
) {
  const self: DescribedOperation = {
    method: 'get',
    path: OPENAPI_PATH,
    id: 'getOpenApi',
    summary: 'This document',
    answer: z.looseObject({}),
    answerName: 'an OpenAPI 3.1 document',
  };
  return createOpenApiDocument([...operations, self], area);
}
