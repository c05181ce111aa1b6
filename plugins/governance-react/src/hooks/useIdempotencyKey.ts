import { useCallback, useRef } from 'react';

/**
 * Gives each distinct request its own `Idempotency-Key` and a repeated one the same: a retry after a lost answer is
 * then the same request and not a second one.
 */
export function useIdempotencyKey(): {
  keyFor(body: unknown): string;
  /** To be called when the request succeeded: the next one is another, though it say the same. */
  done(): void;
} {
  const last = useRef<{ body: string; key: string }>();
  const keyFor = useCallback((body: unknown) => {
    const text = JSON.stringify(body);
    if (last.current?.body !== text) {
      last.current = { body: text, key: crypto.randomUUID() };
    }
    return last.current.key;
  }, []);
  const done = useCallback(() => {
    last.current = undefined;
  }, []);
  return { keyFor, done };
}
