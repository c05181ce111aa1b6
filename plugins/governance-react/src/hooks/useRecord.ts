import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { AsyncData, useAsyncData } from './useAsyncData';
import { useRefetchOnSignal } from './useRefetchOnSignal';

/** A record as its page has it. */
export interface RecordState<D> {
  detail: D;
  /** Puts in place what a write answered. */
  update(detail: D): void;
  /** Fetches the record again and answers with it. */
  refresh(): Promise<D>;
  /** Counts up with each write and each ping, so that what hangs on the record is fetched again. */
  generation: number;
}

/** Until the record is there, and with it the name of its channel. */
const NO_CHANNEL = '';

/**
 * Loads a record and keeps it fresh: on a ping, and when the reader comes back to the page.
 *
 * @param channelOf - the channel of the signals service on which the area says that the record was written
 * @param everyMs - so often it is fetched anyway, where no ping tells of all that changes; undefined for never
 */
export function useRecord<D>(
  number: string,
  load: (number: string, options: { signal?: AbortSignal }) => Promise<D>,
  channelOf?: (detail: D) => string,
  everyMs?: (detail: D) => number | undefined,
): AsyncData<D> & { state?: RecordState<D> } {
  const [generation, setGeneration] = useState(0);
  const loaded = useAsyncData(number, signal => load(number, { signal }), {
    refetchOnFocus: true,
  });
  const { data: detail, refetch, setData } = loaded;

  const hear = useCallback(() => {
    refetch();
    setGeneration(n => n + 1);
  }, [refetch]);
  useRefetchOnSignal(
    detail !== undefined && channelOf ? channelOf(detail) : NO_CHANNEL,
    hear,
  );

  const every = detail === undefined ? undefined : everyMs?.(detail);
  useEffect(() => {
    if (every === undefined) return undefined;
    const timer = setInterval(refetch, every);
    return () => clearInterval(timer);
  }, [every, refetch]);

  const update = useCallback(
    (next: D) => {
      setData(next);
      setGeneration(n => n + 1);
    },
    [setData],
  );
  const latest = useRef(load);
  latest.current = load;
  const refresh = useCallback(async () => {
    const next = await latest.current(number, {});
    update(next);
    return next;
  }, [number, update]);

  const state = useMemo<RecordState<D> | undefined>(
    () =>
      detail === undefined
        ? undefined
        : { detail, update, refresh, generation },
    [detail, update, refresh, generation],
  );
  return { ...loaded, state };
}
