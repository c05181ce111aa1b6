import { useApi } from '@backstage/frontend-plugin-api';
import {
  ChoiceFilter,
  FilterSelect,
  RecordListPage,
  shortName,
  useRecordList,
  useTexts,
} from '@countersign/plugin-governance-react';
import { objectiveStates } from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';
import { ObjectiveCards } from './ObjectiveCards';
import { ObjectivesTable, ROW_KEY } from './ObjectivesTable';
import { filterAddress } from './overviewFilters';
import { StateCounts } from './StateCounts';

/** All objectives and how they stand, the most urgent first; the address holds the filters and the page. */
export function Overview() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const list = useRecordList(
    filterAddress,
    (query, options) => api.listObjectives(query, options),
    { rowKey: ROW_KEY },
  );
  const { filters, setFilters } = list;
  const { data } = list.result;
  const refOptions = (known: readonly string[] = [], chosen: string[]) =>
    [...new Set([...known, ...chosen])].map(id => ({
      id,
      label: shortName(id),
    }));
  return (
    <RecordListPage
      list={list}
      texts={{
        what: t('overview.what'),
        noun: { one: t('overview.one'), many: t('overview.many') },
        search: t('overview.search'),
        searchPlaceholder: t('overview.searchPlaceholder'),
        empty: {
          title: t('overview.empty.title'),
          description: t('overview.empty.description'),
        },
        filteredEmpty: {
          title: t('overview.empty.filteredTitle'),
          description: t('overview.empty.filteredDescription'),
        },
        keys: t('overview.keys'),
      }}
      filters={
        <>
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
          <ChoiceFilter
            label={t('overview.filter.state')}
            choices={objectiveStates}
            labelOf={id => t(`shared.state.${id}`)}
            value={filters.state}
            onChange={state => setFilters({ state })}
          />
        </>
      }
      rows={(items, { narrow, isStale }) =>
        narrow ? (
          <ObjectiveCards objectives={items} />
        ) : (
          <ObjectivesTable objectives={items} isStale={isStale} />
        )
      }
    >
      {data && <StateCounts counts={data.states} filters={filters} />}
    </RecordListPage>
  );
}
