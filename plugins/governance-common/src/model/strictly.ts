import { z } from 'zod';
import { didYouMean } from './nearestWord';

/** What is wrong with keys that nobody reads: each by name, and the right one where it can be guessed. */
export function unknownKeys(
  keys: readonly string[],
  known: readonly string[],
): string {
  const unknown = keys.map(key => `${key}${didYouMean(key, known)}`);
  return `there is no ${unknown.join(', ')}; known are ${known.join(', ')}`;
}

/** An object that has no other keys: one that is misspelt would otherwise be left out without a word. */
export function strictly<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: issue =>
      issue.code === 'unrecognized_keys'
        ? unknownKeys(issue.keys, Object.keys(shape))
        : undefined,
  });
}
