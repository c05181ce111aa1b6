import { Button } from '@backstage/ui';
import {
  AsyncData,
  AsyncContent,
  absoluteTime,
  ChartFrame,
  chartLooks,
  toneLines,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  LogHistogram,
  severityClasses,
} from '@countersign/plugin-service-logs-common';
import { DateTime } from 'luxon';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { serviceLogsTranslationRef } from '../../translation';
import { LogTime } from './logAddress';
import { severityLooks } from './severityLooks';
import styles from './LogView.module.css';

const DAY_SECONDS = 86_400;

/** How many entries there were, by severity; a bar narrows the time to its own. */
export function LogChart(props: {
  result: AsyncData<LogHistogram>;
  onTime(time: LogTime): void;
}) {
  const { result, onTime } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  return (
    <AsyncContent what={t('chart.what')} rows={4} result={result}>
      {histogram => <Bars histogram={histogram} onTime={onTime} />}
    </AsyncContent>
  );
}

function Bars(props: { histogram: LogHistogram; onTime(time: LogTime): void }) {
  const { histogram, onTime } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const { bars, step, total, countedFrom } = histogram;
  const kinds = severityClasses.filter((_, i) =>
    bars.some(({ counts }) => counts[i] > 0),
  );
  const points = bars.map(({ start, counts }) => ({
    start,
    ...Object.fromEntries(severityClasses.map((kind, i) => [kind, counts[i]])),
  }));
  const timeOf = (start: string): LogTime => ({
    from: start,
    to: new Date(Date.parse(start) + step * 1000).toISOString(),
  });
  const filled = bars.filter(({ counts }) => counts.some(n => n > 0));
  return (
    <ChartFrame
      title={t('chart.title')}
      meaning={
        <p className={styles.quiet} role="status">
          {t('chart.total', { count: total })}
          {countedFrom &&
            ` · ${t('chart.partial', { time: absoluteTime(countedFrom) })}`}
        </p>
      }
      empty={t('chart.empty')}
      table={{
        columns: [
          { id: 'time', label: t('chart.time') },
          ...kinds.map(kind => ({ id: kind, label: t(`severity.${kind}`) })),
        ],
        rows: filled.map(({ start, counts }) => ({
          id: start,
          label: (
            <Button
              size="small"
              variant="tertiary"
              aria-label={t('chart.zoom', { time: absoluteTime(start) })}
              onPress={() => onTime(timeOf(start))}
            >
              {axisTime(start, step)}
            </Button>
          ),
          cells: kinds.map(kind => counts[severityClasses.indexOf(kind)]),
        })),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={points}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          onClick={({ activeLabel }) =>
            typeof activeLabel === 'string' && onTime(timeOf(activeLabel))
          }
        >
          <CartesianGrid vertical={false} {...chartLooks.grid} />
          <XAxis
            dataKey="start"
            minTickGap={40}
            tickFormatter={(start: string) => axisTime(start, step)}
            {...chartLooks.axis}
          />
          <YAxis width={48} allowDecimals={false} {...chartLooks.axis} />
          <Tooltip
            labelFormatter={start => absoluteTime(String(start))}
            {...chartLooks.tooltip}
          />
          {kinds.map(kind => (
            <Bar
              key={kind}
              dataKey={kind}
              name={t(`severity.${kind}`)}
              stackId="entries"
              fill={toneLines[severityLooks[kind].tone]}
              fillOpacity={kind === 'debug' ? 0.5 : 1}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

function axisTime(start: string, step: number): string {
  const here = DateTime.fromISO(start).setLocale('en-GB');
  if (step >= DAY_SECONDS) return here.toFormat('d LLL');
  return here.toFormat(step < 60 ? 'HH:mm:ss' : 'ccc HH:mm');
}
