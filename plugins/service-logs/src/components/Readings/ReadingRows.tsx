import { useApiHolder, useRouteRef } from '@backstage/frontend-plugin-api';
import { useBreakpoint } from '@backstage/ui';
import {
  ActorLink,
  RecordCards,
  RecordNumber,
  RecordTable,
  recordLinksApiRef,
  RelativeTime,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { LogReading } from '@countersign/plugin-service-logs-common';
import { rootRouteRef } from '../../routes';
import { serviceLogsTranslationRef } from '../../translation';
import { logAddress, USUAL_MINUTES } from '../LogView/logAddress';
import styles from './Readings.module.css';

/** Readings as rows that lead to the same question, or as cards that lead to their incidents where the screen is narrow. */
export function ReadingRows(props: {
  readings: readonly LogReading[];
  isStale: boolean;
}) {
  const { readings, isStale } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const logs = useRouteRef(rootRouteRef)?.();
  const links = useApiHolder().get(recordLinksApiRef);
  const narrow = useBreakpoint().down('sm');
  const kindOf = ({ asked }: LogReading) => t(`readings.kinds.${asked}`);
  return narrow ? (
    <RecordCards
      label={t('readings.label')}
      records={readings.map(reading => ({
        ...{ reading, number: reading.incident, title: kindOf(reading) },
      }))}
      keyOf={({ reading }) => keyOf(reading)}
      hrefOf={number => links?.pathOf(number)}
    >
      {({ reading }) => (
        <>
          <Filter reading={reading} />
          <span>
            <ActorLink actor={reading.readBy} />{' '}
            <RelativeTime instant={reading.readAt} />
          </span>
        </>
      )}
    </RecordCards>
  ) : (
    <RecordTable
      label={t('readings.label')}
      records={readings}
      isStale={isStale}
      keyOf={keyOf}
      nameOf={({ incident }) => incident}
      textOf={reading => `${reading.readBy} ${kindOf(reading)}`}
      hrefOf={reading => logs && questionOf(logs, reading)}
      columns={[
        {
          id: 'person',
          label: t('readings.person'),
          cell: ({ readBy }) => <ActorLink actor={readBy} />,
        },
        {
          id: 'asked',
          label: t('readings.asked'),
          isRowHeader: true,
          cell: reading => (
            <>
              {kindOf(reading)} <Filter reading={reading} />
            </>
          ),
        },
        {
          id: 'time',
          label: t('readings.time'),
          cell: ({ query: { from, to } }) =>
            from && to ? (
              <WindowText window={{ start: from, end: to }} hideRelative />
            ) : null,
        },
        {
          id: 'incident',
          label: t('readings.incident'),
          cell: ({ incident }) => <RecordNumber number={incident} hideCopy />,
        },
        {
          id: 'at',
          label: t('readings.at'),
          cell: ({ readAt }) => <RelativeTime instant={readAt} />,
        },
      ]}
    />
  );
}

function Filter({ reading: { asked, query } }: { reading: LogReading }) {
  const { t } = useTexts(serviceLogsTranslationRef);
  if (query.filter)
    return <code className={styles.filter}>{query.filter}</code>;
  return asked === 'context' ? null : <>{t('readings.everything')}</>;
}

/** Nobody asks the same twice at one time. */
function keyOf({ readAt, readBy, asked, query }: LogReading) {
  return JSON.stringify([readAt, readBy, asked, query]);
}

/** Where the same is asked; undefined where what was read cannot be asked for again. */
function questionOf(
  logs: string,
  { entityRef, query: { source, filter, from, to } }: LogReading,
): string | undefined {
  if (!from || !to) return undefined;
  const search = logAddress.write({
    ...{ entity: entityRef, source, filter, minutes: USUAL_MINUTES },
    window: { from, to },
  });
  return `${logs}?${search}`;
}
