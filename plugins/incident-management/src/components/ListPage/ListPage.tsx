import { useApi } from '@backstage/frontend-plugin-api';
import { Container, useBreakpoint } from '@backstage/ui';
import {
  deniedPage,
  ListSummary,
  NotForYou,
  RecordList,
  useAsyncData,
  useFiltersInAddress,
  useRefetchOnSignal,
  useStandardView,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  incidentSorts,
  INCIDENTS_SIGNAL_CHANNEL,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { DeclareButton } from '../DeclareButton';
import { ImportedRecordsLink } from '../Imported';
import { IncidentLooks } from '../IncidentLooks';
import { IncidentRows } from '../IncidentRows';
import { ActiveFilters } from './ActiveFilters';
import { IncidentFilterRow } from './IncidentFilterRow';
import { incidentFilterAddress, isFiltered, listQuery } from './listFilters';
import styles from './ListPage.module.css';
import { useIncidentKeys } from './useIncidentKeys';

/** All incidents a reader may see, filtered; the address holds the filters and the page. */
export function ListPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const narrow = useBreakpoint().down('sm');

  const page = useFiltersInAddress(incidentFilterAddress);
  useStandardView('incidents', page);
  const { filters, cursor, setFilters } = page;
  const query = listQuery(filters, cursor);
  const incidents = useAsyncData(
    JSON.stringify(query),
    signal => api.listIncidents(query, { signal }),
    { refetchOnFocus: true, keepPrevious: true },
  );
  useRefetchOnSignal(INCIDENTS_SIGNAL_CHANNEL, incidents.refetch);

  const { list, search } = useIncidentKeys();
  const denied = deniedPage(incidents);
  if (denied !== undefined) return <NotForYou title={denied} />;
  return (
    <Container className={styles.page}>
      <IncidentLooks at="list" search={page.search} />
      <IncidentFilterRow page={page} inputRef={search} />
      <ActiveFilters filters={filters} onChange={setFilters} />
      <ListSummary
        noun={{ one: t('list.one'), many: t('list.many') }}
        count={incidents.data?.count}
        sort={{
          value: filters.sort,
          options: incidentSorts.map(id => ({
            id,
            label: t(`list.sort.${id}`),
          })),
          onChange: sort => setFilters({ sort }),
        }}
      />
      <ImportedRecordsLink kind="incident" q={filters.q} />
      <RecordList
        what={t('list.what')}
        result={incidents}
        listRef={list}
        isFiltered={isFiltered(filters)}
        empty={{
          title: t('list.empty.title'),
          description: t('list.empty.description'),
          action: <DeclareButton />,
        }}
        filteredEmpty={{
          title: t('list.empty.filteredTitle'),
          description: t('list.empty.filteredDescription'),
        }}
        page={page}
        keys={narrow ? undefined : t('list.keys')}
      >
        {items => (
          <IncidentRows incidents={items} isStale={incidents.isRefreshing} />
        )}
      </RecordList>
    </Container>
  );
}
