import { useApi } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import {
  AsyncContent,
  deniedPage,
  EmptyState,
  NotForYou,
  PageTitle,
  useAsyncData,
  useFiltersInAddress,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { INCIDENTS_SIGNAL_CHANNEL } from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { DeclareButton } from '../DeclareButton';
import { IncidentLooks } from '../IncidentLooks';
import { ActiveFilters } from '../ListPage/ActiveFilters';
import { IncidentFilterRow } from '../ListPage/IncidentFilterRow';
import { incidentFilterAddress, isFiltered } from '../ListPage/listFilters';
import { useIncidentKeys } from '../ListPage/useIncidentKeys';
import { BoardColumnView } from './BoardColumnView';
import { loadBoard } from './boardColumns';
import styles from './BoardPage.module.css';

/**
 * Incidents by state, the most urgent first, by the filters of the list. An incident goes to another column by what is done
 * with it, and by nothing else. On a phone the columns are one list.
 */
export function BoardPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const page = useFiltersInAddress(incidentFilterAddress);
  const { filters, setFilters } = page;
  const board = useAsyncData(
    page.search || 'all',
    signal => loadBoard(api, filters, signal),
    { refetchOnFocus: true, keepPrevious: true },
  );
  useRefetchOnSignal(INCIDENTS_SIGNAL_CHANNEL, board.refetch);
  const { list, search } = useIncidentKeys();
  const isEmpty = board.data?.every(({ page: { items } }) => !items.length);
  const denied = deniedPage(board);
  if (denied !== undefined) {
    return <NotForYou page={t('board.title')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('board.title')} />
      <IncidentLooks at="board" search={page.search} />
      <IncidentFilterRow page={page} inputRef={search} />
      <ActiveFilters filters={filters} onChange={setFilters} />
      <AsyncContent what={t('list.what')} rows={8} result={board}>
        {columns =>
          isEmpty ? (
            <EmptyState
              title={t(
                isFiltered(filters)
                  ? 'list.empty.filteredTitle'
                  : 'board.empty.title',
              )}
              description={t(
                isFiltered(filters)
                  ? 'list.empty.filteredDescription'
                  : 'board.empty.description',
              )}
              action={<DeclareButton variant="secondary" />}
            />
          ) : (
            <div ref={list} className={styles.board}>
              {columns.map(column => (
                <BoardColumnView
                  key={column.state}
                  column={column}
                  filters={filters}
                  onMoved={board.refetch}
                />
              ))}
            </div>
          )
        }
      </AsyncContent>
      <p className={styles.keys}>
        <small>{t('board.keys')}</small>
      </p>
    </Container>
  );
}
