import { isError } from '@backstage/errors';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useId, useRef } from 'react';
import { useQueryClient } from './queryClient';
import { useRefetchOnFocus } from './useRefetchOnFocus';
import { useStandingRefusals } from './useStandingRefusals';

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

/** An answer in an envelope, because the cache takes `undefined` for none. */
interface Answer<T> {
  value: T;
}

/**
 * Loads data for a key. A new key aborts the request under way and starts afresh; `refetch` keeps what is shown.
 *
 * @param key - names what is loaded; `undefined` loads nothing yet
 * @param options - `refetchOnFocus` loads anew when the reader comes back to the page; `keepPrevious` shows the answer
 *   of the key before until that of a new key is there, so that a filter does not make the page jump; `shared` makes one
 *   request for all that show the same key, which is then unique in the app: begin it with the plugin's id
 */
export function useAsyncData<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
  options: {
    refetchOnFocus?: boolean;
    keepPrevious?: boolean;
    shared?: boolean;
  } = {},
): AsyncData<T> {
  const { refetchOnFocus, keepPrevious, shared } = options;
  const client = useQueryClient();
  const own = useId();
  const scope = shared ? 'shared' : own;
  const query = useQuery<Answer<T>, Error>(
    {
      queryKey: [scope, key],
      queryFn: async ({ signal }) => {
        try {
          return { value: await load(signal) };
        } catch (error) {
          throw isError(error) ? error : new Error(String(error));
        }
      },
      enabled: key !== undefined,
      staleTime: shared ? Infinity : 0,
    },
    client,
  );
  const { refetch: fetchAgain, isFetching } = query;

  const shown = useRef<Answer<T>>();
  if (query.data || !keepPrevious) shown.current = query.data;

  const refetch = useCallback(() => {
    if (key !== undefined) fetchAgain();
  }, [key, fetchAgain]);
  const setData = useCallback(
    (value: T) => {
      client.setQueryData<Answer<T>>([scope, key], { value });
    },
    [client, scope, key],
  );

  useRefetchOnFocus(Boolean(refetchOnFocus), refetch);

  const answer = shown.current;
  const error = useStandingRefusals()(key ?? '', query);
  return {
    data: answer?.value,
    error,
    isPending: !answer && !error && (isFetching || query.status === 'pending'),
    isRefreshing: answer !== undefined && isFetching,
    refetch,
    setData,
  };
}
