import { isError } from '@backstage/errors';
import { useCallback, useEffect, useRef, useState } from 'react';

export interface AsyncData<T> {
  /** The last answer; it stays while a newer one is on its way. */
  data?: T;
  /** Why the last request failed; `data` may still hold an older answer. */
  error?: Error;
  /** Nothing to show yet. */
  isPending: boolean;
  /** Something to show, and something newer on its way. */
  isRefreshing: boolean;
  refetch(): void;
  /** Puts an answer in place that another request brought. */
  setData(data: T): void;
}

/**
 * Loads data for a key. A new key aborts the request under way and starts afresh; `refetch` keeps what is shown.
 *
 * @param key - names what is loaded; `undefined` loads nothing yet
 * @param options - `refetchOnFocus` loads anew when the reader comes back to the page; `keepPrevious` shows the answer
 *   of the key before until that of a new key is there, so that a filter does not make the page jump
 */
export function useAsyncData<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
  options: { refetchOnFocus?: boolean; keepPrevious?: boolean } = {},
): AsyncData<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{
    key?: string;
    data?: T;
    error?: Error;
    settled: boolean;
  }>({ settled: false });
  const loader = useRef(load);
  loader.current = load;
  const keepPrevious = useRef(options.keepPrevious);
  keepPrevious.current = options.keepPrevious;

  useEffect(() => {
    if (key === undefined) return undefined;
    const controller = new AbortController();
    setState(previous =>
      previous.key === key || keepPrevious.current
        ? { ...previous, key, settled: false }
        : { key, settled: false },
    );
    loader.current(controller.signal).then(
      data => {
        if (!controller.signal.aborted) setState({ key, data, settled: true });
      },
      error => {
        if (controller.signal.aborted) return;
        setState(previous => ({
          ...previous,
          key,
          error: isError(error) ? (error as Error) : new Error(String(error)),
          settled: true,
        }));
      },
    );
    return () => controller.abort();
  }, [key, round]);

  const refetch = useCallback(() => setRound(n => n + 1), []);
  const setData = useCallback(
    (data: T) => setState({ key, data, settled: true }),
    [key],
  );

  const { refetchOnFocus } = options;
  useEffect(() => {
    if (!refetchOnFocus) return undefined;
    const onVisible = () => {
      if (document.visibilityState === 'visible') refetch();
    };
    window.addEventListener('focus', onVisible);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('focus', onVisible);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [refetchOnFocus, refetch]);

  const current =
    state.key === key || options.keepPrevious ? state : { settled: false };
  const has = 'data' in current && current.data !== undefined;
  return {
    data: 'data' in current ? current.data : undefined,
    error: 'error' in current ? current.error : undefined,
    isPending: !has && !current.settled,
    isRefreshing: has && !current.settled,
    refetch,
    setData,
  };
}
