import { useApi } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  AsyncContent,
  EmptyState,
  shortName,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { LogOverview } from '@countersign/plugin-service-logs-common';
import { RiFileList3Line } from '@remixicon/react';
import { useState } from 'react';
import { serviceLogsApiRef } from '../../api';
import { serviceLogsTranslationRef } from '../../translation';
import { Readings } from '../Readings';
import { Asked } from './asked';
import { LiveEntries } from './LiveEntries';
import { LogChart } from './LogChart';
import { LogControls } from './LogControls';
import { LogEntries } from './LogEntries';
import {
  LogFilters,
  LogTime,
  timeOfFilters,
  traceFilter,
  wholeFilter,
} from './logAddress';
import styles from './LogView.module.css';

/** The logs of one entity: what is asked, how many entries there were over time, and the entries. */
export function LogView(props: {
  entityRef: string;
  filters: LogFilters;
  onFilters(change: Partial<LogFilters>): void;
}) {
  const { entityRef } = props;
  const showsReadings = props.filters.show === 'readings';
  const { t } = useTexts(serviceLogsTranslationRef);
  const api = useApi(serviceLogsApiRef);
  const overview = useAsyncData(entityRef, signal =>
    api.getOverview({ entityRef }, { signal }),
  );
  return (
    <div className={styles.view}>
      <AsyncContent what={t('view.what')} rows={12} result={overview}>
        {data => (
          <>
            {/* Whoever followed a link to what they may not see gets to the entries. */}
            {(data.may.readings || showsReadings) && <Shown {...props} />}
            {showsReadings ? (
              <Readings overview={data} />
            ) : (
              <Logs {...props} overview={data} onChanged={overview.refetch} />
            )}
          </>
        )}
      </AsyncContent>
    </div>
  );
}

/** What is in the logs, or who read them. */
function Shown(props: {
  filters: LogFilters;
  onFilters(change: Partial<LogFilters>): void;
}) {
  const { t } = useTexts(serviceLogsTranslationRef);
  const { show = 'entries' } = props.filters;
  return (
    <ToggleButtonGroup
      aria-label={t('view.show')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[show]}
      onSelectionChange={([key]) =>
        props.onFilters({
          show: key === 'readings' ? 'readings' : undefined,
          incident: undefined,
        })
      }
    >
      {(['entries', 'readings'] as const).map(each => (
        <ToggleButton key={each} id={each} size="small">
          {t(`view.${each}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function Logs(props: LogsProps) {
  const { t } = useTexts(serviceLogsTranslationRef);
  const { sources, entityRef } = props.overview;
  return sources.length === 0 ? (
    <EmptyState
      icon={RiFileList3Line}
      title={t('view.none', { name: shortName(entityRef) })}
      description={t('view.noneDescription')}
    />
  ) : (
    <LogsOfSource {...props} />
  );
}

interface LogsProps {
  overview: LogOverview;
  filters: LogFilters;
  onFilters(change: Partial<LogFilters>): void;
  /** A query was saved or forgotten. */
  onChanged(): void;
}

function LogsOfSource(props: LogsProps) {
  const { overview, filters, onFilters, onChanged } = props;
  const [isLive, setLive] = useState(false);
  const [now, setNow] = useState(() => Date.now());
  const source =
    overview.sources.find(({ name }) => name === filters.source) ??
    overview.sources[0];
  const asked: Asked = {
    entityRef: overview.entityRef,
    source: source.name,
    filter: wholeFilter(filters, source.language),
    ...timeOfFilters(filters, now),
  };
  const change = (part: Partial<LogFilters>) => {
    setNow(Date.now());
    onFilters(part);
  };
  const onTrace = (traceId: string) =>
    change({
      filter: traceFilter(traceId, source.language),
      least: undefined,
    });
  const onTime = (window: LogTime) => {
    setLive(false);
    change({ window });
  };
  const key = JSON.stringify(asked);
  return (
    <>
      <LogControls
        key={`${filters.filter} ${source.name}`}
        overview={overview}
        source={source}
        filters={filters}
        asked={asked}
        isLive={isLive}
        onLive={setLive}
        onFilters={change}
        onChanged={onChanged}
      />
      {isLive ? (
        <LiveEntries
          key={`${asked.source} ${asked.filter}`}
          asked={asked}
          onTrace={onTrace}
        />
      ) : (
        <Found key={key} asked={asked} onTrace={onTrace} onTime={onTime} />
      )}
    </>
  );
}

function Found(props: {
  asked: Asked;
  onTrace(traceId: string): void;
  onTime(time: LogTime): void;
}) {
  const { asked, onTrace, onTime } = props;
  const api = useApi(serviceLogsApiRef);
  const histogram = useAsyncData('histogram', signal =>
    api.getHistogram(asked, { signal }),
  );
  return (
    <>
      <LogChart result={histogram} onTime={onTime} />
      <LogEntries asked={asked} onTrace={onTrace} />
    </>
  );
}
