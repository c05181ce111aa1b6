import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';

/** The cursors of the pages before this one; they live in the history entry, so that going back keeps its place. */
interface PageState {
  trail?: string[];
  /** The reader chose what is shown: no view of theirs takes its place. */
  chosen?: boolean;
}

const chosen: PageState = { chosen: true };

/** How the filters of a list stand in an address. It stays the same as long as the page does. */
export interface FilterAddress<F> {
  /** Passes over what is no filter: an address may come from anywhere. */
  read(params: URLSearchParams): F;
  /** Without what is at its default. */
  write(filters: F): URLSearchParams;
  /** The filters after a change of some, where that changes others. */
  change?(filters: F, change: Partial<F>): F;
}

/**
 * The values of a filter in an address: `?state=open,done`.
 *
 * @param known - Others are passed over; all are taken when absent.
 */
export function valuesIn<T extends string = string>(
  params: URLSearchParams,
  name: string,
  known?: readonly T[],
): T[] {
  const values = (params.get(name) ?? '').split(',').filter(Boolean);
  return values.filter(
    (value): value is T => known?.some(each => each === value) ?? true,
  );
}

/** The filters and the page of a list, both of which live in the address. */
export function useFiltersInAddress<F>(address: FilterAddress<F>) {
  const [params] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const filters = useMemo(() => address.read(params), [address, params]);
  const cursor = params.get('cursor') ?? undefined;
  const state = location.state as PageState | null;
  const trail = state?.trail ?? [];
  const choose = useCallback(
    (search: string) => navigate({ search }, { state: chosen }),
    [navigate],
  );

  const setFilters = useCallback(
    (part: Partial<F>) => {
      const after = address.change?.(filters, part) ?? { ...filters, ...part };
      return navigate(
        { search: address.write(after).toString() },
        { replace: true, state: chosen },
      );
    },
    [address, filters, navigate],
  );

  const goTo = (page: string | undefined, newTrail: string[]) => {
    const search = address.write(filters);
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
    search: address.write(filters).toString(),
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
