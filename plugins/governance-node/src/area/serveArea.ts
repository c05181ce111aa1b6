import { Handler, Router } from 'express';
import { RaisedErrors } from '../database/databaseErrors';
import { explainErrors } from '../http/explainErrors';
import { OPENAPI_PATH } from '../openapi/createAreaRouter';
import { AreaDeps } from './areaDeps';

/**
 * Puts the router of an area where its requests arrive; anybody may read its OpenAPI document.
 *
 * @param raised - What the triggers of the area's own tables raise, as for its router.
 */
export function serveArea(
  { httpRouter, logger }: Pick<AreaDeps, 'httpRouter' | 'logger'>,
  router: Router,
  raised?: RaisedErrors,
): void {
  httpRouter.use(router);
  // Once more, for the routes that the framework gives the plugin: its actions. The type knows of no handler of errors,
  // the router takes it as Express does.
  httpRouter.use(explainErrors(logger, raised) as unknown as Handler);
  httpRouter.addAuthPolicy({ path: OPENAPI_PATH, allow: 'unauthenticated' });
}
