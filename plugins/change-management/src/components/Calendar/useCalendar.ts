import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { CalendarResponse } from '@countersign/plugin-change-management-common';
import { TimeWindow } from '@countersign/plugin-governance-common';
import {
  AsyncData,
  loadOwnedItems,
  OwnedItems,
  useAsyncData,
  useMyTeams,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { CalendarScope } from './calendarParams';

/** As many items as one query may name. */
const MAX_ITEMS = 50;

/**
 * The changes and bands of a period. Bands of the whole period are wanted even where nothing of mine is in it,
 * so that a scope which matches nothing asks for no changes rather than not at all.
 */
export function useCalendar(query: {
  period: TimeWindow | undefined;
  scope: CalendarScope;
  environments: string[];
}): AsyncData<CalendarResponse> & {
  owned?: OwnedItems;
  nothingOfMine: boolean;
} {
  const { period, scope, environments } = query;
  const api = useApi(changeManagementApiRef);
  const { teams, user, isPending } = useMyTeams();
  const owned = useOwnedItems(
    scope === 'items' && !isPending && user ? [user, ...teams] : undefined,
  );

  const filter = {
    all: {},
    team: isPending ? undefined : { team: teams },
    items: owned.data && { item: owned.data.refs },
  }[scope];
  const nothingOfMine =
    filter !== undefined &&
    Object.values(filter).some(refs => refs.length === 0);

  const ready = period && filter;
  const calendar = useAsyncData(
    ready && JSON.stringify([period, filter, environments]),
    async signal => {
      const response = await api.getCalendar(
        {
          from: period!.start,
          to: period!.end,
          environment: environments,
          ...filter,
        },
        { signal },
      );
      return nothingOfMine ? { ...response, changes: [] } : response;
    },
    { keepPrevious: true },
  );
  return {
    ...calendar,
    error: owned.error ?? calendar.error,
    owned: owned.data,
    nothingOfMine,
  };
}

function useOwnedItems(owners: string[] | undefined): AsyncData<OwnedItems> {
  const catalogApi = useApi(catalogApiRef);
  return useAsyncData(owners && `owned:${owners.join()}`, () =>
    loadOwnedItems(catalogApi, owners!, MAX_ITEMS),
  );
}
