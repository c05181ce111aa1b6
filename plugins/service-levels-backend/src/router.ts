import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  addOperations,
  createOpenApiDocument,
  explainErrors,
  jsonBody,
} from '@countersign/plugin-governance-node';
import Router from 'express-promise-router';
import { version } from '../package.json';
import { operations, Services } from './openapi/operations';

/** The HTTP API of service levels. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  logger: LoggerService;
  services: Services;
  verifyAnswers?: boolean;
}) {
  const { httpAuth, logger, services, verifyAnswers } = options;
  const router = Router();
  router.use(...jsonBody({ httpAuth, open: ['/openapi.json'] }));
  addOperations(router, operations, { httpAuth, services, verifyAnswers });
  const document = createOpenApiDocument(operations, {
    pluginId: 'service-levels',
    title: 'Service levels',
    version,
    description:
      'Objectives, how they stand, what was counted, and alerts. Answers are typed in @countersign/plugin-service-levels-common. Writes take an Idempotency-Key.',
  });
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
  router.use(explainErrors(logger));
  return router;
}
