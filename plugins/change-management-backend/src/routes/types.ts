import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
import { AttemptLog } from '@countersign/plugin-governance-node';
import { Authorizer } from '../access/Authorizer';
import { Services } from '../services/createServices';

/** What every group of routes needs. */
export interface RouteOptions {
  httpAuth: HttpAuthService;
  logger: LoggerService;
  services: Services;
  attempts: AttemptLog;
  authorizer: Authorizer;
}
