import { useApi } from '@backstage/frontend-plugin-api';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  ChangeDetail,
  changeSignalChannel,
} from '@countersign/plugin-change-management-common';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useAsyncData } from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { ChangePageState } from './ChangeContext';

/** Until the change is there, and with it the name of its channel. */
const NO_CHANNEL = '';

/** Loads a change and keeps it fresh: on a ping, and when the reader comes back to the page. */
export function useChange(number: string) {
  const api = useApi(changeManagementApiRef);
  const [generation, setGeneration] = useState(0);
  const loaded = useAsyncData(
    number,
    signal => api.getChange(number, { signal }),
    { refetchOnFocus: true },
  );
  const { data: detail, refetch, setData } = loaded;

  const { lastSignal } = useSignal(
    detail ? changeSignalChannel(detail.change) : NO_CHANNEL,
  );
  const heard = useRef(lastSignal);
  useEffect(() => {
    if (lastSignal !== heard.current) {
      heard.current = lastSignal;
      refetch();
      setGeneration(n => n + 1);
    }
  }, [lastSignal, refetch]);

  const update = useCallback(
    (next: ChangeDetail) => {
      setData(next);
      setGeneration(n => n + 1);
    },
    [setData],
  );
  const refresh = useCallback(async () => {
    const next = await api.getChange(number);
    update(next);
    return next;
  }, [api, number, update]);

  const state = useMemo<ChangePageState | undefined>(
    () => detail && { detail, update, refresh, generation },
    [detail, update, refresh, generation],
  );
  return { ...loaded, state };
}
