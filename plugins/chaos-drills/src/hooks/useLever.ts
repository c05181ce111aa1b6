import { useApi } from '@backstage/frontend-plugin-api';
import { Lever } from '@countersign/plugin-chaos-drills-common';
import { AsyncData, useAsyncData } from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';

/** Who holds the lever now: one answer for all that show it. The banner keeps it fresh. */
export function useLever(): AsyncData<Lever> {
  const api = useApi(chaosDrillsApiRef);
  return useAsyncData(
    'chaos-drills/lever',
    signal => api.getLever({ signal }),
    { shared: true },
  );
}
