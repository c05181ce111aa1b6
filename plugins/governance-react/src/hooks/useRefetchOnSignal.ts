import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect, useRef } from 'react';

/** Fetches again what is shown on each ping of a channel. */
export function useRefetchOnSignal(channel: string, refetch: () => void): void {
  const { lastSignal } = useSignal(channel);
  const heard = useRef(lastSignal);
  useEffect(() => {
    if (lastSignal === heard.current) return;
    heard.current = lastSignal;
    refetch();
  }, [lastSignal, refetch]);
}
