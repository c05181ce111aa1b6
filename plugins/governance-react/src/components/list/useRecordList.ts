import { RefObject, useCallback, useMemo, useRef } from 'react';
import { AsyncData, useAsyncData } from '../../hooks/useAsyncData';
import {
  FilterAddress,
  useFiltersInAddress,
} from '../../hooks/useFiltersInAddress';
import { useListKeys } from '../../hooks/useListKeys';

/** What a list asks for: its filters without empty words, and the page. */
export type ListQuery<F extends { q: string }> = Omit<F, 'q'> & {
  q?: string;
  cursor?: string;
};

/** A list as its page has it. */
export interface RecordListState<F extends { q: string }, P> {
  /** Filters and page in the address. */
  page: ReturnType<typeof useFiltersInAddress<F>>;
  filters: F;
  setFilters(change: Partial<F>): void;
  result: AsyncData<P>;
  /** Of the rows: keys move within it. */
  listRef: RefObject<HTMLDivElement>;
  /** For the search field, beside its texts. */
  search: {
    value: string;
    onChange(q: string): void;
    inputRef: RefObject<HTMLInputElement>;
  };
  isFiltered: boolean;
}

/** A list whose filters and page live in the address: its rows, its search, and the keys by which it is read. */
export function useRecordList<F extends { q: string }, P>(
  address: FilterAddress<F>,
  load: (query: ListQuery<F>, options: { signal: AbortSignal }) => Promise<P>,
  options: {
    /** What the keys of its rows begin with. */
    rowKey: string;
  },
): RecordListState<F, P> {
  const page = useFiltersInAddress(address);
  const { filters, cursor, setFilters } = page;
  const query: ListQuery<F> = { ...filters, q: filters.q || undefined, cursor };
  const result: AsyncData<P> = useAsyncData(
    JSON.stringify(query),
    signal => load(query, { signal }),
    { refetchOnFocus: true, keepPrevious: true },
  );
  const onSearch = useCallback(
    (q: string) => {
      setFilters({ q } as Partial<F>);
    },
    [setFilters],
  );
  const listRef = useRef<HTMLDivElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const keys = useMemo(
    () => ({ search: () => inputRef.current?.focus(), create: () => {} }),
    [],
  );
  useListKeys(listRef, keys, options.rowKey);
  return {
    page,
    filters,
    setFilters,
    result,
    listRef,
    search: { value: filters.q, onChange: onSearch, inputRef },
    isFiltered: page.search !== '',
  };
}
