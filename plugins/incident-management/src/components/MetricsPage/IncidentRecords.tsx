import { useApi } from '@backstage/frontend-plugin-api';
import {
  AsyncContent,
  RecordNumber,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import type { BehindIncidents } from './RecordsButton';
import { RecordsTable } from './RecordsTable';
import { useTimeText } from './useTimeText';

/** The incidents behind a number, the longest first. */
export function IncidentRecords(props: {
  behind: BehindIncidents;
  title: string;
}) {
  const { figure, query, withoutTimes } = props.behind;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { span } = useTimeText();
  const records = useAsyncData(JSON.stringify([figure, query]), signal =>
    api.getFigure(figure, query, { signal }),
  );
  const isRanked = figure === 'suspects';
  const last = t(isRanked ? 'metrics.records.rank' : 'metrics.records.time');
  const lastOf = (seconds: number | undefined, rank: number | undefined) => {
    if (!isRanked) return seconds === undefined ? '—' : span(seconds);
    return rank === undefined
      ? t('metrics.records.unranked')
      : t('metrics.records.ranked', { rank: String(rank) });
  };
  return (
    <AsyncContent what={t('metrics.records.what')} rows={6} result={records}>
      {({ items, count }) => (
        <RecordsTable
          label={props.title}
          count={count}
          columns={[
            t('metrics.records.number'),
            t('metrics.records.title'),
            ...(withoutTimes ? [] : [last]),
          ]}
          rows={items.map(({ number, title, seconds, rank }) => ({
            id: number,
            name: <RecordNumber number={number} hideCopy />,
            cells: [title, ...(withoutTimes ? [] : [lastOf(seconds, rank)])],
          }))}
        />
      )}
    </AsyncContent>
  );
}
