import { useApi } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  AsyncContent,
  RecordNumber,
  RelativeTime,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import type { BehindDeployments } from './RecordsButton';
import { RecordsTable } from './RecordsTable';
import { useTimeText } from './useTimeText';

/** The deployments behind a number, by their changes, with what they caused. */
export function DeploymentRecords(props: {
  behind: BehindDeployments;
  title: string;
}) {
  const { figure, query } = props.behind;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { span } = useTimeText();
  const records = useAsyncData(JSON.stringify([figure, query]), signal =>
    api.getDeploymentsBehind(figure, query, { signal }),
  );
  return (
    <AsyncContent
      what={t('metrics.records.deployments')}
      rows={6}
      result={records}
    >
      {({ items, count, problem }) => (
        <>
          {problem !== undefined && (
            <Alert
              status="warning"
              icon
              title={t('metrics.delivery.problem')}
              description={problem}
            />
          )}
          <RecordsTable
            label={props.title}
            count={count}
            columns={[
              t('metrics.records.change'),
              t('metrics.records.finished'),
              t('metrics.records.outcome'),
              t('metrics.records.leadTime'),
              t('metrics.records.caused'),
            ]}
            rows={items.map(
              ({ id, change, finishedAt, outcome, seconds, incidents }) => ({
                id,
                name: change ? (
                  <RecordNumber number={change} hideCopy />
                ) : (
                  t('metrics.records.noChange')
                ),
                cells: [
                  <RelativeTime key="finished" instant={finishedAt} />,
                  t(`metrics.outcome.${outcome}`),
                  seconds === undefined
                    ? t('metrics.records.unknown')
                    : span(seconds),
                  incidents.length === 0
                    ? '—'
                    : incidents.map(number => (
                        <RecordNumber key={number} number={number} hideCopy />
                      )),
                ],
              }),
            )}
          />
        </>
      )}
    </AsyncContent>
  );
}
