import { Router } from 'express';
import { version } from '../../package.json';
import { createChangeDocument } from '../openapi/document';

/** The API's own description, for anybody. */
export function addOpenApiRoute(router: Router): void {
  const document = createChangeDocument(version);
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
}
