import { useApiHolder } from '@backstage/frontend-plugin-api';
import { useQueries } from '@tanstack/react-query';
import { useCallback, useId } from 'react';
import { useQueryClient } from '../hooks/queryClient';
import { useRefetchOnFocus } from '../hooks/useRefetchOnFocus';
import { useStandingRefusals } from '../hooks/useStandingRefusals';
import { AreaRequest } from './request';

/** Where the answer of one area stands. */
export interface AreaAnswer<T> {
  area: string;
  /** The last answer; it stays while a newer one is on its way. */
  data?: T;
  error?: Error;
  isPending: boolean;
  refetch(): void;
}

/**
 * Asks every area, each on its own: one that is slow or fails holds up no other.
 *
 * @param key - names what is asked, such as the entity; `undefined` asks nothing yet
 */
export function useAreas<S extends { area: string }, T>(
  key: string | undefined,
  sources: readonly S[],
  load: (source: S, request: AreaRequest) => Promise<T>,
): AreaAnswer<T>[] {
  const apis = useApiHolder();
  const client = useQueryClient();
  const own = useId();
  const results = useQueries(
    {
      queries: sources.map((source, i) => ({
        queryKey: [own, i, key],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          load(source, { apis, signal }),
        enabled: key !== undefined,
      })),
    },
    client,
  );
  const refetchAll = useCallback(() => {
    if (key !== undefined) client.refetchQueries({ queryKey: [own] });
  }, [client, own, key]);
  useRefetchOnFocus(true, refetchAll);

  const whyNot = useStandingRefusals();
  return results.map(({ data, error: failure, status, refetch }, i) => {
    const error = whyNot(`${i} ${key}`, { data, error: failure });
    return {
      area: sources[i].area,
      data,
      error,
      isPending: data === undefined && !error && status === 'pending',
      refetch: () => {
        refetch();
      },
    };
  });
}
