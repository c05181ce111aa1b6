import { InputError } from '@backstage/errors';

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The body with its numbers as JavaScript has them, or as they are written: see `parseExactJson`.
 *
 * @throws InputError which quotes nothing: there may be a secret where it is damaged
 */
export function parseJson(
  bytes: Uint8Array,
  parse: (text: string) => unknown = JSON.parse,
): unknown {
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new InputError(
      'The body is not valid JSON in UTF-8. Was it cut off on its way?',
    );
  }
}
