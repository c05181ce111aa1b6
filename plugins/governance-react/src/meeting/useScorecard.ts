import { Entity } from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { useQueries } from '@tanstack/react-query';
import { useQueryClient } from '../hooks/queryClient';
import { ScorecardAnswer, ScorecardCheck } from './ScorecardCheckBlueprint';
import { AreaAnswer } from './useAreas';

/** How an entity stands by each check: what several show of it on a page is asked once. */
export function useScorecard(
  checks: readonly ScorecardCheck[],
  entity: Entity,
  entityRef: string,
): AreaAnswer<ScorecardAnswer>[] {
  const apis = useApiHolder();
  const results = useQueries(
    {
      queries: checks.map(({ id, request }) => ({
        // As `useAsyncData` names and wraps what is shared.
        queryKey: [
          'shared',
          request?.key(entityRef) ?? `scorecard/${id}/${entityRef}`,
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
    const { area } = checks[i];
    const again = { refetch: () => void refetch() };
    if (error) return { area, error, isPending: false, ...again };
    if (!data) return { area, isPending: status === 'pending', ...again };
    try {
      const judged = { entity, entityRef, apis };
      const answer = checks[i].judge(data.value, judged);
      return { area, data: answer, isPending: false, ...again };
    } catch (problem) {
      return { area, error: problem as Error, isPending: false, ...again };
    }
  });
}
