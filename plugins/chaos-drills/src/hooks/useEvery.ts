import { useEffect } from 'react';

/** Does something again and again while the page is shown; never where there is no interval. */
export function useEvery(ms: number | undefined, work: () => void): void {
  useEffect(() => {
    if (ms === undefined) return undefined;
    const timer = setInterval(work, ms);
    return () => clearInterval(timer);
  }, [ms, work]);
}
