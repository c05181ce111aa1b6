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
  /** The reader chose what is shown: no view of theirs takes its place. */
  chosen?: boolean;
}

const chosen: PageState = { chosen: true };

/** The filters and the page, both of which live in the address. */
export function useListFilters() {
  const [params] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const filters = useMemo(() => readFilters(params), [params]);
  const cursor = params.get('cursor') ?? undefined;
  const state = location.state as PageState | null;
  const trail = state?.trail ?? [];
  const choose = useCallback(
    (search: string) => navigate({ search }, { state: chosen }),
    [navigate],
  );

  const setFilters = useCallback(
    (change: Partial<ListFilters>) =>
      navigate(
        { search: writeFilters(changeFilters(filters, change)).toString() },
        { replace: true, state: chosen },
      ),
    [filters, navigate],
  );

  const goTo = (page: string | undefined, newTrail: string[]) => {
    const search = writeFilters(filters);
    if (page) search.set('cursor', page);
    navigate(
      { search: search.toString() },
      { state: { trail: newTrail, ...chosen } },
    );
  };

  return {
    filters,
    cursor,
    setFilters,
    /** The filters as the query of an address; without a page. */
    search: writeFilters(filters).toString(),
    /** Neither the address nor the reader said anything: the list may open as they like it. */
    isBare: params.size === 0 && !state?.chosen,
    choose,
    clear: () => navigate({ search: '' }, { replace: true, state: chosen }),
    next: (nextCursor: string) => goTo(nextCursor, [...trail, cursor ?? '']),
    previous: trail.length
      ? () => goTo(trail[trail.length - 1] || undefined, trail.slice(0, -1))
      : undefined,
    first: cursor ? () => goTo(undefined, []) : undefined,
  };
}
