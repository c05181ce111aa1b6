import { Router } from 'express';
import { version } from '../../package.json';
import { createOpenApiDocument } from '../openapi/document';

/** The API's own description, for anybody. */
export function addOpenApiRoute(router: Router): void {
  const document = createOpenApiDocument(version);
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
}
