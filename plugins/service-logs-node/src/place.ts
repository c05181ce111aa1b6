import { z } from 'zod';
import { LogCursorError } from './LogSource';

/** A place in a source's logs as a cursor or an id: it hides what a place is made of, since nobody is to build on that. */
export function writePlace(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * The place that {@link writePlace} wrote. It comes back from outside, so that the schema bounds all of it.
 *
 * @throws LogCursorError where it is none
 */
export function readPlace<T extends z.ZodType>(
  schema: T,
  written: string,
): z.output<T> {
  try {
    const text = Buffer.from(written, 'base64url').toString('utf8');
    return schema.parse(JSON.parse(text));
  } catch {
    throw new LogCursorError(
      'Take the cursor or the id of an answer, as it is',
    );
  }
}
