import { useEffect, useRef } from 'react';
import { useSavedViews } from './useSavedViews';

/**
 * Opens a list with the view that the reader made their default, where the address asks for nothing else.
 *
 * @param list - names the list, such as `changes`
 */
export function useStandardView(
  list: string,
  page: {
    isBare: boolean;
    choose(search: string): void;
  },
): void {
  const { standard, isKnown } = useSavedViews(list);
  const isOpened = useRef(false);
  const { isBare, choose } = page;
  useEffect(() => {
    if (isOpened.current || (isBare && !isKnown)) return;
    isOpened.current = true;
    if (isBare && standard) choose(standard.search);
  }, [isBare, isKnown, standard, choose]);
}
