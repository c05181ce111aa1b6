import {
  HttpRouterService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Lets a plugin that lacks what it cannot do without start and do nothing: it says so in one line of the log, and in
 * every answer. One that threw would take down the portal around it.
 *
 * @param reason - What is missing, and what to set
 */
export function stayIdle(
  deps: { httpRouter: HttpRouterService; logger: LoggerService },
  reason: string,
): void {
  deps.logger.warn(reason);
  deps.httpRouter.use((_req, _res, next) =>
    next(new ServiceUnavailableError(reason)),
  );
}
