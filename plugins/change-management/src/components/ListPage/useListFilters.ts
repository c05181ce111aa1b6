import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import {
  changeFilters,
  ListFilters,
  readFilters,
  writeFilters,
} from './listFilters';

/** The cursors of the pages before this one; they live in the history entry, so that going back keeps its place. */
interface PageState {
  trail?: string[];
}

/** The filters and the page, both of which live in the address. */
export function useListFilters() {
  const [params] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const filters = useMemo(() => readFilters(params), [params]);
  const cursor = params.get('cursor') ?? undefined;
  const trail = (location.state as PageState | null)?.trail ?? [];

  const setFilters = useCallback(
    (change: Partial<ListFilters>) =>
      navigate(
        { search: writeFilters(changeFilters(filters, change)).toString() },
        { replace: true },
      ),
    [filters, navigate],
  );

  const goTo = (page: string | undefined, newTrail: string[]) => {
    const search = writeFilters(filters);
    if (page) search.set('cursor', page);
    navigate({ search: search.toString() }, { state: { trail: newTrail } });
  };

  return {
    filters,
    cursor,
    setFilters,
    clear: () => navigate({ search: '' }, { replace: true }),
    next: (nextCursor: string) => goTo(nextCursor, [...trail, cursor ?? '']),
    previous: trail.length
      ? () => goTo(trail[trail.length - 1] || undefined, trail.slice(0, -1))
      : undefined,
    first: cursor ? () => goTo(undefined, []) : undefined,
  };
}
