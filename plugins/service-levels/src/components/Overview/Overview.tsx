import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import {
  FilterRow,
  FilterSelect,
  Pager,
  EmptyState,
  AsyncContent,
  useAsyncData,
  useFiltersInAddress,
} from '@countersign/plugin-governance-react';
import { objectiveStates } from '@countersign/plugin-service-levels-common';
import { useCallback } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';
import { ObjectivesTable } from './ObjectivesTable';
import { filterAddress } from './overviewFilters';

/** All objectives and how they stand; the address holds the filters and the page. */
export function Overview() {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const page = useFiltersInAddress(filterAddress);
  const { filters, cursor, setFilters } = page;
  const query = { ...filters, q: filters.q || undefined, cursor };
  const objectives = useAsyncData(
    JSON.stringify(query),
    signal => api.listObjectives(query, { signal }),
    { refetchOnFocus: true, keepPrevious: true },
  );
  const onSearch = useCallback((q: string) => setFilters({ q }), [setFilters]);
  return (
    <Container>
      <FilterRow
        search={{
          label: t('overview.search'),
          placeholder: t('overview.searchPlaceholder'),
          value: filters.q,
          onChange: onSearch,
        }}
        isFiltered={page.search !== ''}
        onClear={page.clear}
      >
        <FilterSelect
          label={t('overview.filter.state')}
          options={objectiveStates.map(id => ({
            id,
            label: t(`shared.state.${id}`),
          }))}
          value={filters.state ? [filters.state] : []}
          onChange={chosen =>
            setFilters({
              state: objectiveStates.filter(id => chosen.includes(id)).at(-1),
            })
          }
        />
      </FilterRow>
      <AsyncContent what={t('overview.what')} rows={12} result={objectives}>
        {({ items, nextCursor }) =>
          items.length > 0 ? (
            <>
              <ObjectivesTable
                objectives={items}
                isStale={objectives.isRefreshing}
              />
              {(nextCursor || cursor) && (
                <Pager
                  onFirst={page.first}
                  onPrevious={page.previous}
                  onNext={nextCursor ? () => page.next(nextCursor) : undefined}
                />
              )}
            </>
          ) : (
            <EmptyState
              title={t('overview.empty.title')}
              description={t('overview.empty.description')}
            />
          )
        }
      </AsyncContent>
    </Container>
  );
}
