import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, ToggleButton, useBreakpoint } from '@backstage/ui';
import {
  FilterRow,
  FilterSelect,
  ListSummary,
  RecordList,
  shortName,
  useAsyncData,
  useFiltersInAddress,
  useListKeys,
  useMyTeams,
  useRefetchOnSignal,
  useStandardView,
} from '@countersign/plugin-governance-react';
import {
  incidentNumber,
  incidentSorts,
  INCIDENTS_SIGNAL_CHANNEL,
  incidentStates,
} from '@countersign/plugin-incident-management-common';
import { useCallback, useMemo, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { incidentManagementApiRef } from '../../api';
import { useDeclareLink } from '../../hooks/useDeclareLink';
import { incidentManagementTranslationRef } from '../../translation';
import { DeclareButton } from '../DeclareButton';
import { IncidentRows } from '../IncidentRows';
import { ActiveFilters } from './ActiveFilters';
import {
  incidentFilterAddress,
  isFiltered,
  listQuery,
  priorityIds,
} from './listFilters';
import styles from './ListPage.module.css';
import { ListViews } from './ListViews';

/** All incidents a reader may see, filtered; the address holds the filters and the page. */
export function ListPage() {
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const navigate = useNavigate();
  const narrow = useBreakpoint().down('sm');
  const declare = useDeclareLink()();
  const { teams } = useMyTeams();

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

  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const keys = useMemo(
    () => ({
      search: () => search.current?.focus(),
      create: () => declare && navigate(declare),
    }),
    [navigate, declare],
  );
  useListKeys(list, keys, incidentNumber.prefix);
  const onSearch = useCallback((q: string) => setFilters({ q }), [setFilters]);
  const owners = [...new Set([...teams, ...filters.team])];
  return (
    <Container className={styles.page}>
      <FilterRow
        views={<ListViews search={page.search} onChoose={page.choose} />}
        search={{
          label: t('list.search'),
          placeholder: t('list.searchPlaceholder'),
          value: filters.q,
          onChange: onSearch,
          inputRef: search,
        }}
        isFiltered={isFiltered(filters)}
        onClear={page.clear}
      >
        <FilterSelect
          label={t('list.filter.state')}
          options={incidentStates.map(id => ({
            id,
            label: t(`shared.state.${id}`),
          }))}
          value={filters.state}
          onChange={chosen =>
            setFilters({
              state: incidentStates.filter(id => chosen.includes(id)),
            })
          }
        />
        <FilterSelect
          label={t('list.filter.priority')}
          options={priorityIds.map(id => ({
            id,
            label: t('shared.priority.label', {
              word: t(`shared.priority.p${id}`),
              n: id,
            }),
          }))}
          value={filters.priority}
          onChange={chosen =>
            setFilters({
              priority: priorityIds.filter(id => chosen.includes(id)),
            })
          }
        />
        {owners.length > 0 && (
          <FilterSelect
            label={t('list.filter.team')}
            options={owners.map(ref => ({ id: ref, label: shortName(ref) }))}
            value={filters.team}
            onChange={team => setFilters({ team })}
          />
        )}
        <ToggleButton
          isSelected={filters.open}
          onChange={open => setFilters({ open })}
        >
          {t('list.filter.open')}
        </ToggleButton>
      </FilterRow>
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
