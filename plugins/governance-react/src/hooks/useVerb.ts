import { useState } from 'react';
import { readRefusal, ServerRefusal } from '../api';
import { ChangedField, Verb, VerbState } from '../components/record/VerbState';
import { RecordState } from './useRecord';
import { useIdempotencyKey } from './useIdempotencyKey';

/**
 * Does one thing to the record of a page. A refusal keeps everything typed; a stale one fetches the record and says what
 * is different, so that the same text can be sent again.
 *
 * @param act - asks the server
 * @param differences - what a reader may have relied on and that is another now
 * @param isStale - refusals, beside those of an older version, after which the record is fetched
 */
export function useVerb<D, B>(
  { detail, update, refresh }: RecordState<D>,
  options: {
    act(body: B, options: { idempotencyKey: string }): Promise<D>;
    differences(before: D, after: D): ChangedField[];
    isStale?(refusal: ServerRefusal): boolean;
  },
): Verb<B> {
  const { act, differences, isStale } = options;
  const { keyFor, done } = useIdempotencyKey();
  const [state, setState] = useState<Omit<VerbState, 'clear'>>({
    isPending: false,
  });

  const fail = async (error: unknown, seen: D) => {
    const refusal = readRefusal(error);
    let moved: ChangedField[] | undefined;
    if (refusal.stale || isStale?.(refusal)) {
      // Without the newer record there is nothing to compare; the refusal stands by itself then.
      const fresh = await refresh().catch(() => undefined);
      moved = fresh && differences(seen, fresh);
    }
    setState({ isPending: false, refusal, moved });
    return false;
  };

  const run = async (body: B): Promise<boolean> => {
    setState(previous => ({ ...previous, isPending: true }));
    try {
      const next = await act(body, { idempotencyKey: keyFor(body) });
      done();
      update(next);
      setState({ isPending: false });
      return true;
    } catch (error) {
      return fail(error, detail);
    }
  };

  const clear = () => setState({ isPending: false });
  return { run, ...state, clear };
}
