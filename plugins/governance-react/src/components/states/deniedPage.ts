import { deniedReading } from '../../api';
import { AsyncData } from '../../hooks';

/** What its reader may not, where that is why a page has nothing to show. */
export function deniedPage(
  result: Pick<AsyncData<unknown>, 'data' | 'error'>,
): string | undefined {
  return result.data === undefined ? deniedReading(result.error) : undefined;
}
