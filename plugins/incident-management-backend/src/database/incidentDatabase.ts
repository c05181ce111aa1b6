import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  AreaDatabase,
  RaisedErrors,
} from '@countersign/plugin-governance-node';

/** Whose database it is, and what makes its tables. */
export const incidentDatabase: AreaDatabase = {
  pluginId: 'incident-management',
  migrations: resolvePackagePath(
    '@countersign/plugin-incident-management-backend',
    'migrations',
  ),
};

/** What the triggers of its tables raise. */
export const raisedErrors: RaisedErrors = {
  CS001: message => new ConflictError(message),
};
