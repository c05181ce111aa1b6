import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  AreaPages,
  AttemptLog,
  createAreaRouter,
  ImportDesk,
} from '@countersign/plugin-governance-node';
import { version } from '../package.json';
import { Authorizer } from './access/Authorizer';
import { raisedErrors } from './database/databaseErrors';
import { operations } from './operations';
import { attemptOf } from './operations/attemptOf';
import { ofChange } from './operations/ChangeApi';
import { changeArea } from './operations/changeArea';
import { planBodies } from './operations/planBody';
import { Services } from './services/createServices';

/** The HTTP API of change management, as `ChangeManagementClient` calls it, made from its operations. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  logger: LoggerService;
  services: Services;
  attempts: AttemptLog;
  authorizer: Authorizer;
  pages: AreaPages;
  imports: ImportDesk;
}) {
  const { services, authorizer, pages, imports } = options;
  return createAreaRouter({
    ...options,
    operations,
    services: { ...services, authorizer, pages, imports },
    area: { ...changeArea, version },
    attemptOf,
    verbsOf: [
      { path: '/changes/{number}', params: ofChange, name: 'a change' },
    ],
    raised: raisedErrors,
    large: planBodies,
  });
}
