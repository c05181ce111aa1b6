import { ConflictError } from '@backstage/errors';
import { RaisedErrors } from '@countersign/plugin-governance-node';

/** What the triggers of the area's tables raise. */
export const raisedErrors: RaisedErrors = {
  CD001: message => new ConflictError(message),
  CD002: message => new ConflictError(message),
  CD003: message => new ConflictError(message),
};
