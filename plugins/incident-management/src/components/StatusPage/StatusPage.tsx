import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { Alert, Button, Container } from '@backstage/ui';
import {
  AreaAnswer,
  AreaProblems,
  AsyncContent,
  deniedPage,
  EmptyState,
  FilterRow,
  FilterSelect,
  NotForYou,
  PageTitle,
  Panel,
  RelativeTime,
  RowBoundary,
  shortName,
  SystemFact,
  systemFactsIn,
  useAreas,
  useAsyncData,
  useFiltersInAddress,
  useMyTeams,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  INCIDENTS_SIGNAL_CHANNEL,
  StatusPage as StatusAnswer,
  systemStates,
} from '@countersign/plugin-incident-management-common';
import { useCallback, useRef } from 'react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { IncidentLooks } from '../IncidentLooks';
import { fits, statusFilterAddress } from './statusFilters';
import styles from './StatusPage.module.css';
import { StatusIncidents } from './StatusIncidents';
import { SystemRow } from './SystemRow';

/** How every system stands: its state in one word, what was last told of its incidents, and the last days. */
export function StatusPage(props: {
  /** It stands beside the dashboard, where incidents are not looked at in other ways. */
  isInDashboard?: boolean;
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { teams } = useMyTeams();
  const page = useFiltersInAddress(statusFilterAddress);
  const { filters, setFilters } = page;
  const status = useAsyncData('status', signal => api.getStatus({ signal }), {
    refetchOnFocus: true,
  });
  useRefetchOnSignal(INCIDENTS_SIGNAL_CHANNEL, status.refetch);
  const search = useRef<HTMLInputElement>(null);
  const onSearch = useCallback((q: string) => setFilters({ q }), [setFilters]);
  const owners = [...new Set([...teams, ...filters.owner])];
  const denied = deniedPage(status);
  if (denied !== undefined) {
    return <NotForYou page={t('status.title')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('status.title')} />
      {!props.isInDashboard && <IncidentLooks at="status" />}
      <FilterRow
        search={{
          label: t('status.search'),
          placeholder: t('status.searchPlaceholder'),
          value: filters.q,
          onChange: onSearch,
          inputRef: search,
        }}
        isFiltered={page.search !== ''}
        onClear={page.clear}
      >
        <FilterSelect
          label={t('status.filter.state')}
          options={systemStates.map(id => ({
            id,
            label: t(`status.state.${id}`),
          }))}
          value={filters.state}
          onChange={chosen =>
            setFilters({
              state: systemStates.filter(id => chosen.includes(id)),
            })
          }
        />
        {owners.length > 0 && (
          <FilterSelect
            label={t('status.filter.owner')}
            options={owners.map(ref => ({ id: ref, label: shortName(ref) }))}
            value={filters.owner}
            onChange={owner => setFilters({ owner })}
          />
        )}
      </FilterRow>
      <AsyncContent what={t('status.what')} rows={10} result={status}>
        {answer => (
          <Systems
            answer={{
              ...answer,
              systems: answer.systems.filter(each => fits(each, filters)),
            }}
            isFiltered={page.search !== ''}
            onClear={page.clear}
          />
        )}
      </AsyncContent>
    </Container>
  );
}

function Systems(props: {
  answer: StatusAnswer;
  isFiltered: boolean;
  onClear(): void;
}) {
  const { answer, isFiltered, onClear } = props;
  const { systems, elsewhere, knowsMaintenance, at } = answer;
  const { t } = useTexts(incidentManagementTranslationRef);
  const facts = useAreas(
    'systems',
    systemFactsIn(useApiHolder()),
    (source, request) => source.load(request),
  );
  return (
    <>
      <AreaProblems answers={facts} />
      {!knowsMaintenance && (
        <Alert status="warning" icon title={t('status.noCalendar')} />
      )}
      <p className={styles.quiet}>
        {t('status.asOf')} <RelativeTime instant={at} />
        {'. '}
        {t('status.lead')}
      </p>
      {systems.length === 0 ? (
        <EmptyState
          title={t(isFiltered ? 'status.empty.filtered' : 'status.empty.title')}
          description={t(
            isFiltered
              ? 'status.empty.filteredDetail'
              : 'status.empty.description',
          )}
          action={
            isFiltered && (
              <Button variant="secondary" onPress={onClear}>
                {t('status.clear')}
              </Button>
            )
          }
        />
      ) : (
        <ul className={styles.systems} aria-label={t('status.systems')}>
          {systems.map(system => (
            <li key={system.entityRef}>
              <RowBoundary name={system.entityRef}>
                <SystemRow
                  system={system}
                  facts={factsOf(facts, system.entityRef)}
                />
              </RowBoundary>
            </li>
          ))}
        </ul>
      )}
      {elsewhere.length > 0 && (
        <Panel title={t('status.elsewhere')}>
          <StatusIncidents
            label={t('status.elsewhere')}
            incidents={elsewhere}
          />
        </Panel>
      )}
    </>
  );
}

/** What the areas that have answered say of a system. */
function factsOf(
  answers: readonly AreaAnswer<Record<string, SystemFact>>[],
  entityRef: string,
) {
  return answers.flatMap(({ area, data }) => {
    const fact = data?.[entityRef];
    return fact ? [{ area, ...fact }] : [];
  });
}
