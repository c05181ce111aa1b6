import { useApi } from '@backstage/frontend-plugin-api';
import {
  AsyncContent,
  EntityLink,
  RecordNumber,
  RelativeTime,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { AlertRuns } from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import type { BehindAlerts } from './RecordsButton';
import { RecordsTable } from './RecordsTable';
import { useTimeText } from './useTimeText';

/** The alerts behind a number, the newest first. */
export function AlertRecords(props: { behind: BehindAlerts; title: string }) {
  const { figure, query } = props.behind;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { span } = useTimeText();
  const records = useAsyncData(JSON.stringify([figure, query]), signal =>
    api.getAlertRuns(figure, query, { signal }),
  );
  const lasted = ({ startedAt, endedAt }: AlertRuns['items'][number]) =>
    endedAt === undefined
      ? t('metrics.records.fires')
      : span((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  return (
    <AsyncContent what={t('metrics.records.alerts')} rows={6} result={records}>
      {({ items, count }) => (
        <RecordsTable
          label={props.title}
          count={count}
          columns={[
            t('metrics.records.alert'),
            t('metrics.records.about'),
            t('metrics.records.began'),
            t('metrics.records.lasted'),
            t('metrics.records.incident'),
          ]}
          rows={items.map(run => ({
            id: run.id,
            name: run.title,
            cells: [
              run.entityRef ? (
                <EntityLink key="about" entityRef={run.entityRef} />
              ) : (
                '—'
              ),
              <RelativeTime key="began" instant={run.startedAt} />,
              lasted(run),
              run.incident ? (
                <RecordNumber key="incident" number={run.incident} hideCopy />
              ) : (
                t('metrics.records.noIncident')
              ),
            ],
          }))}
        />
      )}
    </AsyncContent>
  );
}
