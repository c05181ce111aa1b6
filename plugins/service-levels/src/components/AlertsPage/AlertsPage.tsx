import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, useBreakpoint } from '@backstage/ui';
import {
  FilterChips,
  FilterRow,
  FilterSelect,
  ListSummary,
  PageTitle,
  RecordCards,
  RecordList,
  shortName,
  useMyTeams,
  useRecordList,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  alertNumber,
  alertSeverities,
  alertStates,
} from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../../api';
import { alertRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { AlertCardBody } from './AlertCardBody';
import { alertFilterAddress } from './alertFilters';
import styles from './AlertsPage.module.css';
import { AlertsTable } from './AlertsTable';

/** The alerts of all objectives, what fires first; the address holds the filters and the page. */
export function AlertsPage() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const alertLink = useRouteRef(alertRouteRef);
  const narrow = useBreakpoint().down('sm');
  const { teams } = useMyTeams();
  const { page, filters, setFilters, result, listRef, search, isFiltered } =
    useRecordList(
      alertFilterAddress,
      (query, options) => api.listAlerts(query, options),
      { rowKey: alertNumber.prefix },
    );
  const owners = [...new Set([...teams, ...filters.owner])];
  return (
    <Container className={styles.page}>
      <PageTitle title={t('alerts.title')} />
      <FilterRow
        search={{
          label: t('alerts.search'),
          placeholder: t('alerts.searchPlaceholder'),
          ...search,
        }}
        isFiltered={isFiltered}
        onClear={page.clear}
      >
        <FilterSelect
          label={t('alerts.filter.state')}
          options={alertStates.map(id => ({
            id,
            label: t(`alerts.state.${id}`),
          }))}
          value={filters.state}
          onChange={chosen =>
            setFilters({ state: alertStates.filter(s => chosen.includes(s)) })
          }
        />
        <FilterSelect
          label={t('alerts.filter.severity')}
          options={alertSeverities.map(id => ({
            id,
            label: t(`alerts.severity.${id}`),
          }))}
          value={filters.severity}
          onChange={chosen =>
            setFilters({
              severity: alertSeverities.filter(s => chosen.includes(s)),
            })
          }
        />
        {owners.length > 0 && (
          <FilterSelect
            label={t('alerts.filter.owner')}
            options={owners.map(ref => ({ id: ref, label: shortName(ref) }))}
            value={filters.owner}
            onChange={owner => setFilters({ owner })}
          />
        )}
      </FilterRow>
      <FilterChips
        chips={filters.component.map(ref => ({
          id: ref,
          text: shortName(ref),
          without: { component: filters.component.filter(r => r !== ref) },
        }))}
        onChange={setFilters}
      />
      <ListSummary
        noun={{ one: t('alerts.one'), many: t('alerts.many') }}
        count={result.data?.count}
      />
      <RecordList
        what={t('alerts.what')}
        result={result}
        listRef={listRef}
        isFiltered={isFiltered}
        empty={{
          title: t('alerts.empty.title'),
          description: t('alerts.empty.description'),
        }}
        filteredEmpty={{
          title: t('alerts.empty.filteredTitle'),
          description: t('alerts.empty.filteredDescription'),
        }}
        page={page}
        keys={narrow ? undefined : t('alerts.keys')}
      >
        {items =>
          narrow ? (
            <RecordCards
              label={t('alerts.title')}
              records={items}
              hrefOf={number => alertLink?.({ number })}
            >
              {alert => <AlertCardBody alert={alert} onDone={result.refetch} />}
            </RecordCards>
          ) : (
            <AlertsTable
              alerts={items}
              isStale={result.isRefreshing}
              onDone={result.refetch}
            />
          )
        }
      </RecordList>
    </Container>
  );
}
