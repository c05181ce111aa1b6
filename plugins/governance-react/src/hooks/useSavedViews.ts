import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useMemo, useState } from 'react';

/** Filters of a list that a reader named, as they stand in the address. */
export interface SavedView {
  name: string;
  /** The query of the address, without its question mark. */
  search: string;
}

/** What is kept in the settings of a user; it may have been written by another version. */
interface Kept {
  views: SavedView[];
  /** The name of the view that the list opens with. */
  standard?: string;
}

const KEY = 'views';

/** No name is longer than it can be shown. */
export const LONGEST_VIEW_NAME = 60;

function readKept(value: unknown): Kept {
  const { views, standard } = (value ?? {}) as Partial<
    Record<keyof Kept, unknown>
  >;
  const known = (Array.isArray(views) ? views : []).filter(
    (view): view is SavedView =>
      typeof view?.name === 'string' && typeof view?.search === 'string',
  );
  return {
    views: known,
    standard: known.find(({ name }) => name === standard)?.name,
  };
}

/**
 * The views that the reader saved of one list. They are kept in their settings, and so are there on their other machines.
 *
 * @param list - names the list, such as `changes`
 */
export function useSavedViews(list: string): {
  views: SavedView[];
  standard?: SavedView;
  /** False until the settings have been read. */
  isKnown: boolean;
  /** Saves a view; one of the same name gives way. */
  save(view: SavedView, options?: { asStandard?: boolean }): Promise<void>;
  remove(name: string): Promise<void>;
  /** With which view the list opens; undefined for none. */
  setStandard(name: string | undefined): Promise<void>;
} {
  const storageApi = useApi(storageApiRef);
  const bucket = useMemo(
    () => storageApi.forBucket(`countersign-${list}`),
    [storageApi, list],
  );
  const [snapshot, setSnapshot] = useState(() => bucket.snapshot(KEY));
  useEffect(() => {
    setSnapshot(bucket.snapshot(KEY));
    const subscription = bucket.observe$(KEY).subscribe(setSnapshot);
    return () => subscription.unsubscribe();
  }, [bucket]);

  const kept = useMemo(() => readKept(snapshot.value), [snapshot]);
  const put = useCallback(
    (next: Kept) =>
      bucket.set(KEY, {
        views: next.views.map(({ name, search }) => ({ name, search })),
        ...(next.standard !== undefined && { standard: next.standard }),
      }),
    [bucket],
  );
  const { views, standard } = kept;
  return {
    views,
    standard: views.find(({ name }) => name === standard),
    isKnown: snapshot.presence !== 'unknown',
    save: ({ name, search }, { asStandard = false } = {}) =>
      put({
        views: [...views.filter(view => view.name !== name), { name, search }],
        standard: asStandard ? name : standard,
      }),
    remove: name =>
      put({
        views: views.filter(view => view.name !== name),
        standard: standard === name ? undefined : standard,
      }),
    setStandard: name => put({ views, standard: name }),
  };
}
