import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useAsyncData } from '@countersign/plugin-governance-react';
import {
  RUNBOOK_ANNOTATIONS,
  runbookHref,
  runbookKey,
  runbookName,
  RunbookPage,
  runbookPageOf,
  runbooksNamedBy,
  RunbookUse,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';

/** A runbook that the catalog names, or of which a step was ticked off. */
export interface KnownRunbook
  extends Pick<RunbookUse, 'lastUsed' | 'lastDrilled'>,
    Pick<RunbookPage, 'runbook' | 'page' | 'href'> {
  key: string;
  incidents: number;
  drills: number;
  /** The entities that name it. */
  namedBy: string[];
}

/** Every runbook, those that were never drilled first, then by when they were drilled last. */
export function useKnownRunbooks() {
  const api = useApi(incidentManagementApiRef);
  const catalogApi = useApi(catalogApiRef);
  const portal = useApi(configApiRef).getString('app.baseUrl');
  return useAsyncData(
    'runbooks',
    async signal => {
      const [uses, { items }] = await Promise.all([
        api.getRunbookUses({}, { signal }),
        catalogApi.getEntities({
          filter: RUNBOOK_ANNOTATIONS.map(name => ({
            [`metadata.annotations.${name}`]: CATALOG_FILTER_EXISTS,
          })),
          fields: [
            'kind',
            'metadata.namespace',
            'metadata.name',
            'metadata.annotations',
          ],
        }),
      ]);
      const known = new Map<string, KnownRunbook>(
        uses.items.map(({ page, ...use }) => {
          const at = { runbook: use.runbook, page };
          return [runbookKey(at), knownOf(at, use)];
        }),
      );
      for (const entity of items) {
        for (const written of runbooksNamedBy(entity.metadata.annotations)) {
          const at = runbookPageOf(written, portal);
          if (!at) continue;
          const runbook = known.get(runbookKey(at)) ?? knownOf(at);
          runbook.namedBy.push(stringifyEntityRef(entity));
          known.set(runbook.key, runbook);
        }
      }
      return [...known.values()].sort(longestUndrilledFirst);
    },
    { refetchOnFocus: true },
  );
}

function knownOf(
  at: { runbook: string; page?: string },
  {
    incidents = 0,
    drills = 0,
    lastUsed,
    lastDrilled,
  }: Partial<RunbookUse> = {},
): KnownRunbook {
  return {
    key: runbookKey(at),
    href: runbookHref(at),
    ...at,
    namedBy: [],
    ...{ incidents, drills, lastUsed, lastDrilled },
  };
}

function longestUndrilledFirst(a: KnownRunbook, b: KnownRunbook): number {
  const at = ({ lastDrilled }: KnownRunbook) =>
    lastDrilled ? Date.parse(lastDrilled.at) : 0;
  return at(a) - at(b) || runbookName(a).localeCompare(runbookName(b), 'en-US');
}
