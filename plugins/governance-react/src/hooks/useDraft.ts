import { useCallback, useState } from 'react';

/**
 * Text that survives a failed request and a reload of the page: it stays in the session until it is cleared.
 *
 * @param key - names the draft, over all areas: a record's number or the plugin's id stands first
 */
export function useDraft(
  key: string,
): [text: string, setText: (text: string) => void] {
  const name = `governance/draft/${key}`;
  const [text, setText] = useState(() => sessionStorage.getItem(name) ?? '');
  const set = useCallback(
    (next: string) => {
      setText(next);
      if (next) sessionStorage.setItem(name, next);
      else sessionStorage.removeItem(name);
    },
    [name],
  );
  return [text, set];
}
