import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ANNOTATION_RUNBOOKS } from '@countersign/plugin-cmdb-common';
import { useAsyncData } from '@countersign/plugin-governance-react';
import { runbookAddress } from '../run/runbookAddress';

/** Where the runbook that an experiment names can be read; undefined where nobody knows. */
export function useRunbookLink(experiment: {
  runbook?: string;
  entity?: string;
}): string | undefined {
  const { runbook, entity } = experiment;
  const catalogApi = useApi(catalogApiRef);
  const found = useAsyncData(
    runbook && entity && `runbook ${entity} ${runbook}`,
    async () => {
      const item = await catalogApi.getEntityByRef(entity!);
      const named = item?.metadata.annotations?.[ANNOTATION_RUNBOOKS] ?? '';
      return runbookAddress(runbook!, named.split('\n')) ?? '';
    },
  );
  return runbook && (runbookAddress(runbook, []) ?? (found.data || undefined));
}
