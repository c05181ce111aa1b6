import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';

/**
 * What a dialog goes through when it saves: busy meanwhile, then a toast and its end, or a failure it stays open with.
 */
export function useSaving(onSaved: () => void) {
  const toastApi = useApi(toastApiRef);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<Error>();

  const save = async (options: {
    work: () => Promise<unknown>;
    /** Of the toast. */
    title: string;
  }) => {
    setPending(true);
    setFailure(undefined);
    try {
      await options.work();
      toastApi.post({ title: options.title, status: 'success', timeout: 5000 });
      onSaved();
    } catch (error) {
      setFailure(error as Error);
      setPending(false);
    }
  };

  return { save, isPending, failure, clear: () => setFailure(undefined) };
}
