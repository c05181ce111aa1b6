import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Authorizer } from '../access/Authorizer';
import { AttemptLog } from '../access/AttemptLog';
import { Services } from '../services/createServices';

/** What every group of routes needs. */
export interface RouteOptions {
  httpAuth: HttpAuthService;
  logger: LoggerService;
  services: Services;
  attempts: AttemptLog;
  authorizer: Authorizer;
}
