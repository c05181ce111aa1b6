import { useCallback, useState } from 'react';
import { FormValues } from './formValues';

const PREFIX = 'change-management/form';

function read(key: string): Partial<FormValues> | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Partial<FormValues>) : undefined;
  } catch {
    // A draft that cannot be read is none.
    return undefined;
  }
}

/** What stands in the form, kept for the session so that a reload or a failed request loses nothing. */
export function useFormDraft(name: string, initial: FormValues) {
  const key = `${PREFIX}/${name}`;
  const [draft] = useState(() => read(key));
  const [values, setValues] = useState<FormValues>(() => ({
    ...initial,
    ...draft,
  }));

  const change = useCallback(
    (part: Partial<FormValues>) =>
      setValues(previous => {
        const next = { ...previous, ...part };
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
