import { useApi } from '@backstage/frontend-plugin-api';
import {
  Change,
  ChangeVerb,
  VerbBody,
} from '@countersign/plugin-change-management-common';
import { useState } from 'react';
import {
  ChangedField,
  readRefusal,
  useIdempotencyKey,
  VerbState,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { useChangePage } from './ChangeContext';
import { changedFields } from './changedFields';

/**
 * Does one thing to the change of the page. A refusal keeps everything typed; a stale one fetches the change and says
 * what is different, so that the same text can be sent again.
 */
export function useVerb<V extends ChangeVerb>(verb: V) {
  const api = useApi(changeManagementApiRef);
  const { detail, update, refresh } = useChangePage();
  const { keyFor, done } = useIdempotencyKey();
  const [state, setState] = useState<Omit<VerbState, 'clear'>>({
    isPending: false,
  });

  const fail = async (error: unknown, seen: Change) => {
    const refusal = readRefusal(error);
    let moved: ChangedField[] | undefined;
    if (refusal.stale || refusal.guard === 'subject') {
      // Without the newer change there is nothing to compare; the refusal stands by itself then.
      const fresh = await refresh().catch(() => undefined);
      moved = fresh && changedFields(seen, fresh.change);
    }
    setState({ isPending: false, refusal, moved });
    return false;
  };

  /** @returns true when it was done */
  const run = async (body: VerbBody<V>): Promise<boolean> => {
    const seen = detail.change;
    setState(previous => ({ ...previous, isPending: true }));
    try {
      const next = await api.act(seen.number, verb, body, {
        idempotencyKey: keyFor(body),
      });
      done();
      update(next);
      setState({ isPending: false });
      return true;
    } catch (error) {
      return fail(error, seen);
    }
  };

  const clear = () => setState({ isPending: false });
  return { run, ...state, clear };
}
