import { ConflictError, NotAllowedError } from '@backstage/errors';
import { Refusal } from '@countersign/plugin-change-management-common';

/** Guards that say who may not, rather than what does not fit yet. */
const personal = new Set(['duty', 'permission', 'approvers-only']);

/**
 * The error for a refused verb. `guard` names what refused and `remedy` what would satisfy it; both reach the caller
 * in the error body.
 */
export function refused(refusal: Refusal): Error {
  const { guard, message, remedy } = refusal;
  const error = personal.has(guard)
    ? new NotAllowedError(`${message} ${remedy}`)
    : new ConflictError(`${message} ${remedy}`);
  return Object.assign(error, { guard, remedy });
}
