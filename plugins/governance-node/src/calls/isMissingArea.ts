import { LoggerService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';

/** Which addresses the log names already, and how many at the most: an area that is not there is asked again and again. */
const named = new Set<string>();
const MOST_NAMED = 100;

/**
 * Whether an area is not part of this portal: then nothing is under its address, and nobody there says why. Of what a list
 * answered, since of a record 404 says no more than that there is no such record.
 *
 * Nothing is under an address that an installed area does not know either, where two versions do not fit. The log names
 * each such address once, so that the one can be told from the other.
 */
export function isMissingArea(
  error: unknown,
  logger: Pick<LoggerService, 'info'>,
): boolean {
  if (!(error instanceof ResponseError) || error.statusCode !== 404) {
    return false;
  }
  // The words of an area that is there.
  if (error.cause.name === 'NotFoundError') return false;
  const { url } = error.response;
  if (!URL.canParse(url)) return true;
  const { origin, pathname } = new URL(url);
  const address = `${origin}${pathname}`;
  if (!named.has(address) && named.size < MOST_NAMED) {
    named.add(address);
    logger.info(
      `Nothing answers at ${address}, so its plugin counts as not installed. If it is installed, bring its packages and those of this plugin to the same version.`,
    );
  }
  return true;
}
