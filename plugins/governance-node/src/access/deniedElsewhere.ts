import { isError } from '@backstage/errors';

/** What another area says that the caller may not read; undefined where asking it failed for any other reason. */
export function deniedElsewhere(error: unknown): string | undefined {
  if (
    !isError(error) ||
    error.name !== 'ResponseError' ||
    error.statusCode !== 403
  ) {
    return undefined;
  }
  return isError(error.cause) ? error.cause.message : error.message;
}
