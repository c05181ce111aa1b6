import { ConflictError, NotAllowedError } from '@backstage/errors';
import { RaisedErrors } from '@countersign/plugin-governance-node';

/** What the triggers of our own tables raise. */
export const raisedErrors: RaisedErrors = {
  CM001: message => new NotAllowedError(`Segregation of duties: ${message}`),
  CM002: message => new ConflictError(message),
};

/** What breaks these was written a moment ago by the same run or report arriving twice at once. */
export const foundOnRetry = [
  'changes_source_run',
  'deployments_reported_by_external_id_key',
] as const;
