import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ChoiceFilter,
  FilterSelect,
  RecordCards,
  RecordListPage,
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
import { AlertsTable } from './AlertsTable';

/** The alerts of all objectives, what fires first; the address holds the filters and the page. */
export function AlertsPage() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const alertLink = useRouteRef(alertRouteRef);
  const { teams } = useMyTeams();
  const list = useRecordList(
    alertFilterAddress,
    (query, options) => api.listAlerts(query, options),
    { rowKey: alertNumber.prefix },
  );
  const { filters, setFilters, result } = list;
  const owners = [...new Set([...teams, ...filters.owner])];
  return (
    <RecordListPage
      list={list}
      texts={{
        page: t('alerts.title'),
        what: t('alerts.what'),
        noun: { one: t('alerts.one'), many: t('alerts.many') },
        search: t('alerts.search'),
        searchPlaceholder: t('alerts.searchPlaceholder'),
        empty: {
          title: t('alerts.empty.title'),
          description: t('alerts.empty.description'),
        },
        filteredEmpty: {
          title: t('alerts.empty.filteredTitle'),
          description: t('alerts.empty.filteredDescription'),
        },
        keys: t('alerts.keys'),
      }}
      filters={
        <>
          <ChoiceFilter
            label={t('alerts.filter.state')}
            choices={alertStates}
            labelOf={id => t(`alerts.state.${id}`)}
            value={filters.state}
            onChange={state => setFilters({ state })}
          />
          <ChoiceFilter
            label={t('alerts.filter.severity')}
            choices={alertSeverities}
            labelOf={id => t(`alerts.severity.${id}`)}
            value={filters.severity}
            onChange={severity => setFilters({ severity })}
          />
          {owners.length > 0 && (
            <FilterSelect
              label={t('alerts.filter.owner')}
              options={owners.map(ref => ({ id: ref, label: shortName(ref) }))}
              value={filters.owner}
              onChange={owner => setFilters({ owner })}
            />
          )}
        </>
      }
      chips={filters.component.map(ref => ({
        id: ref,
        text: shortName(ref),
        without: { component: filters.component.filter(r => r !== ref) },
      }))}
      rows={(items, { narrow, isStale }) =>
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
            isStale={isStale}
            onDone={result.refetch}
          />
        )
      }
    />
  );
}
