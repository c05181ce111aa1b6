import { ResponseError } from '@backstage/errors';

/**
 * Whether an area is not part of this portal: then nothing is under its address. Of what a list answered, since of a record
 * 404 says no more than that there is no such record.
 */
export function isMissingArea(error: unknown): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}
