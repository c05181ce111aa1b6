import { useEffect, useState } from 'react';

/**
 * The time in milliseconds, renewed every `interval` milliseconds, so that "in 3 h" stays true on a page left open.
 */
export function useNow(interval: number = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}
