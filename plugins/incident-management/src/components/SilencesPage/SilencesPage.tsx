import { useApi } from '@backstage/frontend-plugin-api';
import { Container, ToggleButton } from '@backstage/ui';
import {
  deniedPage,
  FilterSelect,
  ListSummary,
  NotForYou,
  PageTitle,
  RecordList,
  RowBoundary,
  useAsyncData,
  useFiltersInAddress,
  useMyTeams,
  useTexts,
} from '@countersign/plugin-governance-react';
import { silenceStates } from '@countersign/plugin-incident-management-common';
import { alertsApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { MaintenancePanel } from './MaintenancePanel';
import { silenceFilterAddress } from './silenceFilters';
import { SilenceRow } from './SilenceRow';
import rowStyles from '../AlertTriage/rows.module.css';
import styles from './SilencesPage.module.css';

/** All that keeps alerts quiet, for those who may see alerts: silences, and the maintenance windows that are on. */
export function SilencesPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(alertsApiRef);
  const { user } = useMyTeams();
  const page = useFiltersInAddress(silenceFilterAddress);
  const { filters, setFilters, cursor } = page;
  const query = { ...filters, cursor };
  const silences = useAsyncData(
    JSON.stringify(query),
    signal => api.listSilences(query, { signal }),
    { refetchOnFocus: true, keepPrevious: true },
  );
  const maintenance = useAsyncData(
    'maintenance',
    signal => api.listMaintenance({ signal }),
    { refetchOnFocus: true },
  );
  const isFiltered = page.search !== '';
  const denied = deniedPage(silences);
  if (denied !== undefined) {
    return <NotForYou page={t('silences.title')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('silences.title')} />
      <MaintenancePanel maintenance={maintenance} />
      <div className={styles.filters} role="search">
        <FilterSelect
          label={t('silences.filter.state')}
          options={silenceStates.map(id => ({
            id,
            label: t(`silences.state.${id}`),
          }))}
          value={filters.state}
          onChange={chosen =>
            setFilters({
              state: silenceStates.filter(id => chosen.includes(id)),
            })
          }
        />
        {user && (
          <ToggleButton
            isSelected={filters.author.includes(user)}
            onChange={mine => setFilters({ author: mine ? [user] : [] })}
          >
            {t('silences.filter.mine')}
          </ToggleButton>
        )}
      </div>
      <ListSummary
        noun={{ one: t('silences.one'), many: t('silences.many') }}
        count={silences.data?.count}
      />
      <RecordList
        what={t('silences.what')}
        result={silences}
        isFiltered={isFiltered}
        empty={{
          title: t('silences.empty.title'),
          description: t('silences.empty.description'),
        }}
        filteredEmpty={{
          title: t('silences.empty.filteredTitle'),
          description: t('silences.empty.filteredDescription'),
        }}
        page={page}
      >
        {items => (
          <ul className={rowStyles.rows} aria-label={t('silences.heading')}>
            {items.map(silence => (
              <li key={silence.id}>
                <RowBoundary name={silence.id}>
                  <SilenceRow silence={silence} onChanged={silences.refetch} />
                </RowBoundary>
              </li>
            ))}
          </ul>
        )}
      </RecordList>
    </Container>
  );
}
