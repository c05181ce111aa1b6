import { Entity } from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { useQueries } from '@tanstack/react-query';
import { useQueryClient } from '../hooks/queryClient';
import { AreaRequest } from './request';
import { Judged } from './ScorecardCheckBlueprint';
import { AreaAnswer } from './useAreas';

/** What is asked about an entity, and what is made of the answer. */
export interface AskedOnce<T, A> {
  id: string;
  area: string;
  request?: {
    key(entityRef: string): string;
    load(request: AreaRequest & { entityRef: string }): Promise<T>;
  };
  judge(answer: T, judged: Judged): A;
}

/** What is made of an entity by each source: what several show of it on a page is asked once. */
export function useAskedOnce<A>(
  sources: readonly AskedOnce<any, A>[],
  entity: Entity,
  entityRef: string,
): AreaAnswer<A>[] {
  const apis = useApiHolder();
  const results = useQueries(
    {
      queries: sources.map(({ id, request }) => ({
        // As `useAsyncData` names and wraps what is shared.
        queryKey: [
          'shared',
          request?.key(entityRef) ?? `asked/${id}/${entityRef}`,
        ],
        queryFn: async ({ signal }: { signal: AbortSignal }) => ({
          value: await request?.load({ apis, signal, entityRef }),
        }),
        staleTime: Infinity,
      })),
    },
    useQueryClient(),
  );
  return results.map(({ data, error, status, refetch }, i) => {
    const { area } = sources[i];
    const again = { refetch: () => void refetch() };
    if (error) return { area, error, isPending: false, ...again };
    if (!data) return { area, isPending: status === 'pending', ...again };
    try {
      const judged = { entity, entityRef, apis };
      const answer = sources[i].judge(data.value, judged);
      return { area, data: answer, isPending: false, ...again };
    } catch (problem) {
      return { area, error: problem as Error, isPending: false, ...again };
    }
  });
}
