import { useApi } from '@backstage/frontend-plugin-api';
import { Container, useBreakpoint } from '@backstage/ui';
import {
  FilterRow,
  FilterSelect,
  ListSummary,
  RecordList,
  shortName,
  useRecordList,
  useTexts,
} from '@countersign/plugin-governance-react';
import { objectiveStates } from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';
import { ObjectiveCards } from './ObjectiveCards';
import { ObjectivesTable, ROW_KEY } from './ObjectivesTable';
import styles from './Overview.module.css';
import { filterAddress } from './overviewFilters';
import { StateCounts } from './StateCounts';

/** All objectives and how they stand, the most urgent first; the address holds the filters and the page. */
export function Overview() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const narrow = useBreakpoint().down('sm');
  const { page, filters, setFilters, result, listRef, search, isFiltered } =
    useRecordList(
      filterAddress,
      (query, options) => api.listObjectives(query, options),
      { rowKey: ROW_KEY },
    );
  const { data } = result;
  const refOptions = (known: readonly string[] = [], chosen: string[]) =>
    [...new Set([...known, ...chosen])].map(id => ({
      id,
      label: shortName(id),
    }));
  return (
    <Container className={styles.page}>
      <FilterRow
        search={{
          label: t('overview.search'),
          placeholder: t('overview.searchPlaceholder'),
          ...search,
        }}
        isFiltered={isFiltered}
        onClear={page.clear}
      >
        <FilterSelect
          label={t('overview.filter.owner')}
          options={refOptions(data?.owners, filters.owner)}
          value={filters.owner}
          onChange={owner => setFilters({ owner })}
        />
        <FilterSelect
          label={t('overview.filter.system')}
          options={refOptions(data?.systems, filters.system)}
          value={filters.system}
          onChange={system => setFilters({ system })}
        />
        <FilterSelect
          label={t('overview.filter.state')}
          options={objectiveStates.map(id => ({
            id,
            label: t(`shared.state.${id}`),
          }))}
          value={filters.state}
          onChange={chosen =>
            setFilters({
              state: objectiveStates.filter(id => chosen.includes(id)),
            })
          }
        />
      </FilterRow>
      {data && <StateCounts counts={data.states} filters={filters} />}
      <ListSummary
        noun={{ one: t('overview.one'), many: t('overview.many') }}
        count={data?.count}
      />
      <RecordList
        what={t('overview.what')}
        result={result}
        listRef={listRef}
        isFiltered={isFiltered}
        empty={{
          title: t('overview.empty.title'),
          description: t('overview.empty.description'),
        }}
        filteredEmpty={{
          title: t('overview.empty.filteredTitle'),
          description: t('overview.empty.filteredDescription'),
        }}
        page={page}
        keys={narrow ? undefined : t('overview.keys')}
      >
        {items =>
          narrow ? (
            <ObjectiveCards objectives={items} />
          ) : (
            <ObjectivesTable objectives={items} isStale={result.isRefreshing} />
          )
        }
      </RecordList>
    </Container>
  );
}
