import { useEffect, useRef } from 'react';

/**
 * Opens what holds the entry that a link on the page leads to: it may be folded away behind a line.
 *
 * @param reveal - Shows what a filter hides.
 */
export function useOpenedEntry(reveal: () => void): void {
  const latest = useRef(reveal);
  latest.current = reveal;
  useEffect(() => {
    const open = () => {
      const id = decodeURIComponent(window.location.hash.slice(1));
      if (!id.startsWith('entry-')) return;
      latest.current();
      // Once what was hidden is there.
      requestAnimationFrame(() => {
        const entry = document.getElementById(id);
        const fold = entry?.closest('details');
        if (fold) fold.open = true;
        entry?.scrollIntoView({ block: 'center' });
      });
    };
    window.addEventListener('hashchange', open);
    return () => window.removeEventListener('hashchange', open);
  }, []);
}
