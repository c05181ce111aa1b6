import { useApi } from '@backstage/frontend-plugin-api';
import {
  FilterChips,
  NotForYou,
  RecordList,
  shortName,
  useAsyncData,
  useFiltersInAddress,
  useTexts,
} from '@countersign/plugin-governance-react';
import { LogOverview } from '@countersign/plugin-service-logs-common';
import { serviceLogsApiRef } from '../../api';
import { serviceLogsTranslationRef } from '../../translation';
import { logAddress } from '../LogView/logAddress';
import styles from './Readings.module.css';
import { ReadingRows } from './ReadingRows';

/** Who read the logs of an entity because of an incident alone: for those who need none. */
export function Readings({ overview }: { overview: LogOverview }) {
  const { t } = useTexts(serviceLogsTranslationRef);
  const { entityRef, may } = overview;
  return may.readings ? (
    <ReadingList entityRef={entityRef} />
  ) : (
    <NotForYou
      title={t('readings.refused')}
      reason={t('readings.refusedDescription', { name: shortName(entityRef) })}
    />
  );
}

function ReadingList({ entityRef }: { entityRef: string }) {
  const { t } = useTexts(serviceLogsTranslationRef);
  const api = useApi(serviceLogsApiRef);
  const page = useFiltersInAddress(logAddress);
  const { filters, cursor, setFilters } = page;
  const { incident } = filters;
  const query = { entityRef, incident, cursor };
  const result = useAsyncData(
    JSON.stringify(query),
    signal => api.listReadings(query, { signal }),
    { refetchOnFocus: true, keepPrevious: true },
  );
  const all = { incident: undefined };
  return (
    <div>
      <p className={styles.about}>
        {t('readings.about', { name: shortName(entityRef) })}
      </p>
      <FilterChips
        chips={
          incident
            ? [
                {
                  id: 'incident',
                  text: t('readings.ofIncident', { incident }),
                  without: all,
                },
              ]
            : []
        }
        onChange={setFilters}
      />
      <RecordList
        what={t('readings.what')}
        result={result}
        isFiltered={incident !== undefined}
        empty={{
          title: t('readings.empty'),
          description: t('readings.emptyDescription'),
        }}
        filteredEmpty={{
          title: t('readings.ofIncidentEmpty', { incident: incident ?? '' }),
          description: t('readings.ofIncidentEmptyDescription'),
        }}
        page={{ ...page, clear: () => setFilters(all) }}
      >
        {items => (
          <ReadingRows readings={items} isStale={result.isRefreshing} />
        )}
      </RecordList>
    </div>
  );
}
