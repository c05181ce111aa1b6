import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useAsyncData } from '@countersign/plugin-governance-react';
import {
  AlertView,
  runbookKey,
  RunbookPage,
  runbookPageOf,
  runbooksNamedBy,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';
import { runbookPath } from '../../runbooks';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { IncidentAlerts } from './useIncidentAlerts';

/** Annotations and links by which alerts name their runbook. */
const named = (alert: AlertView) =>
  alert.links
    .filter(({ title }) => /runbook/i.test(title))
    .map(({ url }) => url);

/**
 * The runbooks of an incident: pages of documentation that its alerts name, then those that what is affected names, each once;
 * and the documentation of what is affected.
 */
export function useRunbooks(alerts: IncidentAlerts) {
  const catalogApi = useApi(catalogApiRef);
  const api = useApi(incidentManagementApiRef);
  const portal = useApi(configApiRef).getString('app.baseUrl');
  const { entities } = useIncidentPage().detail.incident;
  const byAlerts = [...new Set((alerts.data?.items ?? []).flatMap(named))];
  const runbooks = useAsyncData(
    JSON.stringify([entities, byAlerts]),
    async () => {
      const { items } = await catalogApi.getEntitiesByRefs({
        entityRefs: [...entities],
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.title',
          'metadata.annotations',
        ],
      });
      const byEntities = items.flatMap(entity =>
        runbooksNamedBy(entity?.metadata.annotations),
      );
      const pages = new Map<string, RunbookPage>();
      for (const address of [...byAlerts, ...byEntities]) {
        const page = runbookPageOf(address, portal);
        if (page && !pages.has(runbookKey(page))) {
          pages.set(runbookKey(page), page);
        }
      }
      return {
        pages: [...pages.values()],
        documented: items.flatMap((entity, i) => {
          const path = entity && runbookPath(entity);
          return entity && path !== undefined
            ? [{ entity, path, entityRef: entities[i] }]
            : [];
        }),
      };
    },
    { keepPrevious: true },
  );
  const owners = [
    ...new Set(runbooks.data?.pages.map(({ runbook }) => runbook) ?? []),
  ];
  const uses = useAsyncData(
    owners.length > 0 ? JSON.stringify(owners) : undefined,
    signal => api.getRunbookUses({ runbook: owners }, { signal }),
    { keepPrevious: true },
  );
  return {
    runbooks,
    /** When it was last used; undefined while that is not known. */
    lastUseOf: (page: Pick<RunbookPage, 'runbook' | 'page'>) =>
      uses.data && {
        ...uses.data.items.find(each => runbookKey(each) === runbookKey(page)),
      },
  };
}
