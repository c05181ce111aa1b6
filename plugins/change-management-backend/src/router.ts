import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  addOperations,
  AttemptLog,
  explainErrors,
  jsonBody,
  OPENAPI_PATH,
} from '@countersign/plugin-governance-node';
import Router from 'express-promise-router';
import { version } from '../package.json';
import { Authorizer } from './access/Authorizer';
import { raisedErrors } from './database/databaseErrors';
import { operations } from './operations';
import { createChangeDocument } from './operations/document';
import { noteAttempts } from './operations/noteAttempts';
import { planBodies } from './operations/planBody';
import { refuseOtherVerbs } from './operations/verbs';
import { Services } from './services/createServices';

/** The HTTP API of change management, as `ChangeManagementClient` calls it, made from its operations. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  logger: LoggerService;
  services: Services;
  attempts: AttemptLog;
  authorizer: Authorizer;
  /** Refuses to send what the schema of an answer does not say, as tests do. */
  verifyAnswers?: boolean;
}) {
  const { httpAuth, logger, services, authorizer, verifyAnswers } = options;
  const router = Router();
  router.use(
    ...jsonBody({ httpAuth, open: [OPENAPI_PATH], large: planBodies }),
  );
  const document = createChangeDocument(version);
  router.get(OPENAPI_PATH, (_req, res) => {
    res.json(document);
  });
  addOperations(router, operations, {
    httpAuth,
    services: { ...services, authorizer },
    verifyAnswers,
  });
  refuseOtherVerbs(router, httpAuth);
  router.use(noteAttempts(httpAuth, options.attempts));
  router.use(explainErrors(logger, raisedErrors));
  return router;
}
