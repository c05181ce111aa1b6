import { ServiceUnavailableError } from '@backstage/errors';
import { wrongField } from '@countersign/plugin-governance-common';
import { SourceError } from '@countersign/plugin-governance-node';
import { FilterProblem } from '@countersign/plugin-service-logs-common';
import {
  LogCursorError,
  LogFilterError,
} from '@countersign/plugin-service-logs-node';

/** Asks a source, and says what it refuses as the API says it. */
export async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof LogFilterError) {
      throw wrongField('filter', error.problems.map(placed).join('; '));
    }
    if (error instanceof LogCursorError) {
      throw wrongField('cursor', error.message);
    }
    if (error instanceof SourceError) {
      throw new ServiceUnavailableError(error.message);
    }
    throw error;
  }
}

function placed({ from, message }: FilterProblem): string {
  return `at character ${from + 1}: ${message}`;
}
