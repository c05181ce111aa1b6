import { InputError } from '@backstage/errors';
import { inWords } from '@countersign/plugin-governance-common';
import { parse } from 'yaml';
import type { z } from 'zod';

/**
 * Reads a draft from YAML, of which JSON is a part.
 *
 * @throws InputError which says what is wrong, and where
 */
export function readDraft<T>(schema: z.ZodType<T>, text: string): T {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    throw new InputError(
      error instanceof Error ? error.message : String(error),
    );
  }
  const result = schema.safeParse(raw, inWords);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) =>
    path.length ? `${path.map(String).join('.')}: ${message}` : message,
  );
  throw new InputError(problems.join('\n'));
}
