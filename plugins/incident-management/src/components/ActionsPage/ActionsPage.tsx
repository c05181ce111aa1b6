import { useApi } from '@backstage/frontend-plugin-api';
import { Container, ToggleButton } from '@backstage/ui';
import {
  deniedPage,
  FilterRow,
  FilterSelect,
  ListSummary,
  NotForYou,
  PageTitle,
  RecordList,
  useAsyncData,
  useFiltersInAddress,
  useTexts,
} from '@countersign/plugin-governance-react';
import { actionStates } from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { IncidentLooks } from '../IncidentLooks';
import { actionFilterAddress } from './actionFilters';
import { ActionRows } from './ActionRows';
import styles from './ActionsPage.module.css';

/** What is to be done so that incidents do not come back, over all of them, the first due first. */
export function ActionsPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const page = useFiltersInAddress(actionFilterAddress);
  const { filters, cursor, setFilters } = page;
  const query = { ...filters, cursor };
  const result = useAsyncData(
    JSON.stringify(query),
    signal => api.listActions(query, { signal }),
    { refetchOnFocus: true, keepPrevious: true },
  );
  const isFiltered = page.search !== '';
  const denied = deniedPage(result);
  if (denied !== undefined) {
    return <NotForYou page={t('review.actions.pageTitle')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('review.actions.pageTitle')} />
      <IncidentLooks at="actions" />
      <FilterRow isFiltered={isFiltered} onClear={page.clear}>
        <ToggleButton
          isSelected={filters.mine === true}
          onChange={only => setFilters({ mine: only || undefined })}
        >
          {t('review.actions.filter.mine')}
        </ToggleButton>
        <ToggleButton
          isSelected={filters.overdue === true}
          onChange={only => setFilters({ overdue: only || undefined })}
        >
          {t('review.actions.filter.overdue')}
        </ToggleButton>
        <FilterSelect
          label={t('review.actions.filter.state')}
          options={actionStates.map(id => ({
            id,
            label: t(`review.action.state.${id}`),
          }))}
          value={filters.state}
          onChange={chosen =>
            setFilters({
              state: actionStates.filter(id => chosen.includes(id)),
            })
          }
        />
      </FilterRow>
      <ListSummary
        noun={{ one: t('review.actions.one'), many: t('review.actions.many') }}
        count={result.data?.count}
      />
      <RecordList
        what={t('review.actions.what')}
        result={result}
        isFiltered={isFiltered}
        empty={{
          title: t('review.actions.empty'),
          description: t('review.actions.emptyDetail'),
        }}
        filteredEmpty={{
          title: t('review.actions.filteredEmpty'),
          description: t('review.actions.filteredEmptyDetail'),
        }}
        page={page}
      >
        {items => <ActionRows actions={items} isStale={result.isRefreshing} />}
      </RecordList>
    </Container>
  );
}
