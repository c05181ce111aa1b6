import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  DRILLS_SIGNAL_CHANNEL,
  drillNumber,
  drillStates,
  outcomes,
} from '@countersign/plugin-chaos-drills-common';
import {
  ChoiceFilter,
  RecordListPage,
  shortName,
  useRecordList,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { journalsRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { drillFilterAddress } from './drillFilters';
import { DrillRows } from './DrillRows';

/** Every drill, filtered; the address holds the filters and the page. */
export function RunsPage() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const list = useRecordList(
    drillFilterAddress,
    (query, options) => api.listDrills(query, options),
    { rowKey: drillNumber.prefix },
  );
  const { filters, setFilters, result } = list;
  useRefetchOnSignal(DRILLS_SIGNAL_CHANNEL, result.refetch);
  const journals = useRouteRef(journalsRouteRef)?.();
  const { missed } = filters;
  return (
    <RecordListPage
      list={list}
      texts={{
        page: t('list.title'),
        what: t('list.what'),
        noun: { one: t('list.one'), many: t('list.many') },
        search: t('list.search'),
        searchPlaceholder: t('list.searchPlaceholder'),
        empty: {
          title: t('list.empty'),
          description: t('list.emptyDescription'),
        },
        filteredEmpty: {
          title: t('list.filtered'),
          description: t('list.filteredDescription'),
        },
        keys: t('list.keys'),
      }}
      above={
        <div className={`${styles.above} ${styles.row}`}>
          {journals && <Link href={journals}>{t('journal.title')}</Link>}
        </div>
      }
      filters={
        <>
          <ChoiceFilter
            label={t('state.label')}
            choices={drillStates}
            labelOf={id => t(`state.${id}`)}
            value={filters.state}
            onChange={state => setFilters({ state })}
          />
          <ChoiceFilter
            label={t('outcome.label')}
            choices={outcomes}
            labelOf={id => t(`outcome.${id}`)}
            value={filters.outcome}
            onChange={outcome => setFilters({ outcome })}
          />
        </>
      }
      chips={[
        ...filters.entity.map(ref => ({
          id: ref,
          text: `${t('entity')}: ${shortName(ref)}`,
          without: { entity: filters.entity.filter(other => other !== ref) },
        })),
        ...filters.scenario.map(scenario => ({
          id: scenario,
          text: `${t('scenario')}: ${scenario}`,
          without: {
            scenario: filters.scenario.filter(other => other !== scenario),
          },
        })),
        ...(missed === undefined
          ? []
          : [
              {
                id: 'missed',
                text: t(missed ? 'list.missedOnly' : 'list.notMissedOnly'),
                without: { missed: undefined },
              },
            ]),
      ]}
      rows={(drills, { isStale }) => (
        <DrillRows drills={drills} isStale={isStale} />
      )}
    />
  );
}
