import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  ScorecardCheck,
  scorecardChecksIn,
  useAreas,
  useAsyncData,
} from '@countersign/plugin-governance-react';
import { useMemo } from 'react';
import { AnsweredCheck, scoreOf, worstFirst } from './scores';

/** A check has to tell of all services at once to be in a list of them. */
export function tellsOfAll({ request, overview }: ScorecardCheck): boolean {
  return request === undefined || overview !== undefined;
}

/**
 * How every service stands: one request for the services, and one for each check that has to ask. A check that is not
 * answered counts for none of them.
 */
export function useScores() {
  const catalog = useApi(catalogApiRef);
  const apis = useApiHolder();
  const all = scorecardChecksIn(apis);
  const checks = useMemo(() => all.filter(tellsOfAll), [all]);
  const services = useAsyncData('services', async () => {
    const { items } = await catalog.getEntities({
      filter: { kind: 'Component' },
      fields: [
        ...['kind', 'metadata.name', 'metadata.namespace', 'metadata.title'],
        ...['metadata.uid', 'metadata.annotations', 'spec', 'relations'],
      ],
    });
    return items;
  });
  const answers = useAreas('scores', checks, async ({ overview }, request) => ({
    ...(overview && {
      told: {
        answers: await overview.load(request),
        otherwise: overview.otherwise,
      },
    }),
  }));
  const isPending = answers.some(answer => answer.isPending);
  const told = answers.map(({ data }) => data);
  // What was told is the same object until it is asked anew.
  const answered = useMemo(
    () =>
      checks.flatMap((check, i): AnsweredCheck[] => {
        const answer = told[i];
        return answer ? [{ check, ...answer }] : [];
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [checks, ...told],
  );
  const scores = useMemo(
    () =>
      services.data &&
      !isPending &&
      worstFirst(services.data.map(entity => scoreOf(entity, answered, apis))),
    [services.data, isPending, answered, apis],
  );
  return {
    /** There once checks have answered, too. */
    services: {
      data: scores || undefined,
      error: services.error,
      isPending: services.isPending || isPending,
      isRefreshing: services.isRefreshing,
      refetch: services.refetch,
    },
    checks: answered.map(({ check }) => check),
    answers,
  };
}
