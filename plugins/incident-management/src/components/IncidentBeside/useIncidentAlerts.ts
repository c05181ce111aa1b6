import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { AsyncData, useAsyncData } from '@countersign/plugin-governance-react';
import {
  alertReadPermission,
  AlertView,
} from '@countersign/plugin-incident-management-common';
import { alertsApiRef } from '../../api';
import { IncidentPageState } from '../IncidentPage/IncidentContext';
import { firingFirst } from './alertLooks';

/** So many of each group are shown: a storm has thousands. */
export const ALERTS_SHOWN = 20;

/** The alerts of an incident, for those who may see alerts. */
export type IncidentAlerts = AsyncData<{
  items: AlertView[];
  hasMore: boolean;
}> & { isShown: boolean };

/** The alerts that led to an incident, those that fire first. Several panels show them, and they are asked for once. */
export function useIncidentAlerts({
  detail,
  generation,
}: Pick<IncidentPageState, 'detail' | 'generation'>): IncidentAlerts {
  const api = useApi(alertsApiRef);
  const { number, alerts: counted } = detail.incident;
  const { allowed } = usePermission({ permission: alertReadPermission });
  const isShown = allowed && counted.seen > 0;
  const alerts = useAsyncData(
    isShown ? `${number}/${generation}` : undefined,
    async signal => {
      const groups = await api.listGroups({ incident: number }, { signal });
      const pages = await Promise.all(
        groups.items.map(({ id }) =>
          api.listAlerts({ group: id, limit: ALERTS_SHOWN }, { signal }),
        ),
      );
      return {
        items: firingFirst(pages.flatMap(({ items }) => items)),
        hasMore: [groups, ...pages].some(({ nextCursor }) => nextCursor),
      };
    },
    { keepPrevious: true },
  );
  return { ...alerts, isShown };
}
