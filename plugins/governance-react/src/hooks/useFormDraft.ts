import { useCallback, useState } from 'react';

function read<V>(key: string): Partial<V> | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Partial<V>) : undefined;
  } catch {
    // A draft that cannot be read is none.
    return undefined;
  }
}

/** What changes in a form. What comes of its own accord asks what stands there by then, and overwrites nothing. */
export type FormChange<V> = Partial<V> | ((current: V) => Partial<V>);

/**
 * What stands in a form, kept for the session so that a reload or a failed request loses nothing.
 *
 * @param key - names the form and what it is about: `change-management/form/new`
 */
export function useFormDraft<V extends object>(key: string, initial: V) {
  const [draft] = useState(() => read<V>(key));
  const [values, setValues] = useState<V>(() => ({ ...initial, ...draft }));

  const change = useCallback(
    (part: FormChange<V>) =>
      setValues(previous => {
        const changed = typeof part === 'function' ? part(previous) : part;
        const next = { ...previous, ...changed };
        sessionStorage.setItem(key, JSON.stringify(next));
        return next;
      }),
    [key],
  );
  const discard = useCallback(() => {
    sessionStorage.removeItem(key);
    setValues(initial);
  }, [key, initial]);

  return { values, change, discard, restored: draft !== undefined };
}
