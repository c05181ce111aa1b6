import { useApi } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import {
  ListSummary,
  PageTitle,
  RecordList,
  useAsyncData,
  useFiltersInAddress,
  useListKeys,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  incidentNumber,
  INCIDENTS_SIGNAL_CHANNEL,
  ListIncidents,
} from '@countersign/plugin-incident-management-common';
import { useMemo, useRef } from 'react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { AlertTriage } from '../AlertTriage';
import { IncidentRows } from '../IncidentRows';
import styles from './TriagePage.module.css';

/** A queue is worked off as it is: nothing narrows it. */
const noFilters = {
  read: () => ({}),
  write: () => new URLSearchParams(),
};

/** What nobody has taken care of yet, the most urgent first, and alerts that need somebody before they can be an incident. */
export function TriagePage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const page = useFiltersInAddress(noFilters);
  const query: ListIncidents = {
    state: ['triage', 'new'],
    sort: 'priority',
    cursor: page.cursor,
  };
  const incidents = useAsyncData(
    JSON.stringify(query),
    signal => api.listIncidents(query, { signal }),
    { refetchOnFocus: true, keepPrevious: true },
  );
  useRefetchOnSignal(INCIDENTS_SIGNAL_CHANNEL, incidents.refetch);
  const list = useRef<HTMLDivElement>(null);
  const keys = useMemo(() => ({ search: () => {}, create: () => {} }), []);
  useListKeys(list, keys, incidentNumber.prefix);
  return (
    <Container className={styles.page}>
      <PageTitle title={t('triage.title')} />
      <p className={styles.lead}>{t('triage.lead')}</p>
      <ListSummary
        noun={{ one: t('list.one'), many: t('list.many') }}
        count={incidents.data?.count}
      />
      <RecordList
        what={t('list.what')}
        result={incidents}
        listRef={list}
        isFiltered={false}
        empty={{
          title: t('triage.empty.title'),
          description: t('triage.empty.description'),
        }}
        filteredEmpty={{
          title: t('triage.empty.title'),
          description: t('triage.empty.description'),
        }}
        page={page}
      >
        {items => (
          <IncidentRows incidents={items} isStale={incidents.isRefreshing} />
        )}
      </RecordList>
      <AlertTriage />
    </Container>
  );
}
