import { InputError } from '@backstage/errors';

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws InputError which quotes nothing: there may be a secret where it is damaged */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new InputError(
      'The body is not valid JSON in UTF-8. Was it cut off on its way?',
    );
  }
}
