import { useApi } from '@backstage/frontend-plugin-api';
import { RunEvents } from '@countersign/plugin-chaos-drills-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { chaosDrillsApiRef } from '../api';

/** While a drill runs, its events are asked for so often. */
const ASK_EVERY_MS = 1000;

/** What is known of the events of a run. */
export interface KeptRun {
  events: RunEvents['events'];
  spent?: RunEvents['spent'];
  /** As of when. */
  spentAt?: string;
  /** Why the last request failed; what was there before stays. */
  error?: Error;
  isPending: boolean;
  refetch(): void;
}

/**
 * The events of a run: all at first, then only those after the last one that is known, as long as it runs, and once more
 * when it is over.
 */
export function useRunEvents(number: string, isRunning: boolean): KeptRun {
  const api = useApi(chaosDrillsApiRef);
  const [known, setKnown] = useState<Omit<KeptRun, 'refetch'>>({
    events: [],
    isPending: true,
  });
  const last = useRef(0);
  const asking = useRef<Promise<void>>();

  const ask = useCallback(
    (signal?: AbortSignal) => {
      // One request at a time: a slow answer is not overtaken.
      asking.current ??= (async () => {
        try {
          for (;;) {
            const { events, spent, spentAt } = await api.getRunEvents(
              number,
              { after: last.current },
              { signal },
            );
            last.current = events.at(-1)?.seq ?? last.current;
            setKnown(before => ({
              events: [...before.events, ...events],
              // What nobody knows at the moment is as it was then.
              ...(spent
                ? { spent, spentAt }
                : { spent: before.spent, spentAt: before.spentAt }),
              isPending: false,
            }));
            if (events.length === 0 || isRunning) return;
          }
        } catch (error) {
          if (signal?.aborted) return;
          const failure =
            error instanceof Error ? error : new Error(String(error));
          setKnown(before => ({ ...before, error: failure, isPending: false }));
        }
      })().finally(() => {
        asking.current = undefined;
      });
      return asking.current;
    },
    [api, number, isRunning],
  );

  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = async () => {
      // What was asked under another state of the drill may not know of its end.
      await asking.current;
      if (leaving.signal.aborted) return;
      await ask(leaving.signal);
      if (isRunning && !leaving.signal.aborted) {
        timer = setTimeout(follow, ASK_EVERY_MS);
      }
    };
    follow();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [ask, isRunning]);

  const refetch = useCallback(() => {
    ask();
  }, [ask]);
  return { ...known, refetch };
}
