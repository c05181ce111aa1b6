import { useSavedViews } from '@countersign/plugin-governance-react';
import { useEffect, useRef } from 'react';

/** Opens the list with the view that the reader made their default, where the address asks for nothing else. */
export function useStandardView(page: {
  isBare: boolean;
  choose(search: string): void;
}): void {
  const { standard, isKnown } = useSavedViews('changes');
  const isOpened = useRef(false);
  const { isBare, choose } = page;
  useEffect(() => {
    if (isOpened.current || (isBare && !isKnown)) return;
    isOpened.current = true;
    if (isBare && standard) choose(standard.search);
  }, [isBare, isKnown, standard, choose]);
}
