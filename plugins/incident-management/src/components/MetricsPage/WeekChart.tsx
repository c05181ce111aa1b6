import {
  ChartFrame,
  chartLooks,
  Hatch,
  useTexts,
  weekSpan,
  weekStart,
} from '@countersign/plugin-governance-react';
import {
  IncidentMetricsAnswer,
  MetricsQuery,
} from '@countersign/plugin-incident-management-common';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { incidentManagementTranslationRef } from '../../translation';
import { queryOfWeek } from './metricsFilters';
import { RecordsButton } from './RecordsButton';
import { useTimeText } from './useTimeText';

const HOUR_SECONDS = 3600;

/** How many incidents started each week, and how long it took until the service was as before. */
export function WeekChart(props: {
  report: IncidentMetricsAnswer;
  query: MetricsQuery;
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { all, byWeek, period } = props.report;
  const time = useTimeText();
  const weeks = all.incidents > 0 ? byWeek : [];
  return (
    <ChartFrame
      title={t('metrics.week.title')}
      empty={t('metrics.week.empty')}
      table={{
        columns: [
          { id: 'week', label: t('metrics.week.week') },
          { id: 'incidents', label: t('metrics.week.incidents') },
          { id: 'restore', label: t('metrics.week.restore') },
        ],
        rows: weeks.map(({ week, incidents, restore }) => {
          const query = queryOfWeek(props.query, period, week);
          const titled = (title: string) => `${title}, ${weekSpan(week)}`;
          return {
            id: week,
            label: weekSpan(week),
            cells: [
              <RecordsButton
                key="incidents"
                n={incidents}
                behind={{
                  figure: 'detect',
                  query,
                  title: titled(t('metrics.week.incidents')),
                  withoutTimes: true,
                }}
                text={String(incidents)}
              />,
              restore.median === undefined ? (
                '—'
              ) : (
                <RecordsButton
                  key="restore"
                  n={restore.n}
                  behind={{
                    figure: 'restore',
                    query,
                    title: titled(t('metrics.title.restore')),
                  }}
                  text={time.span(restore.median)}
                />
              ),
            ],
          };
        }),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={weeks.map(({ week, incidents, restore }) => ({
            week,
            incidents,
            hours:
              restore.median === undefined
                ? undefined
                : Math.round((restore.median / HOUR_SECONDS) * 10) / 10,
          }))}
          margin={{ top: 8, right: 0, bottom: 0, left: -16 }}
          accessibilityLayer={false}
        >
          <defs>
            <Hatch id="week-incidents" color="var(--bui-fg-negative)" />
          </defs>
          <CartesianGrid vertical={false} {...chartLooks.grid} />
          <XAxis
            dataKey="week"
            tickFormatter={weekStart}
            {...chartLooks.axis}
          />
          <YAxis yAxisId="n" allowDecimals={false} {...chartLooks.axis} />
          <YAxis yAxisId="hours" orientation="right" {...chartLooks.axis} />
          <Tooltip
            labelFormatter={week => weekSpan(String(week))}
            {...chartLooks.tooltip}
          />
          <Legend
            itemSorter={null}
            formatter={name => <span style={chartLooks.legend}>{name}</span>}
          />
          <Bar
            yAxisId="n"
            dataKey="incidents"
            name={t('metrics.week.incidents')}
            fill="url(#week-incidents)"
            stroke="var(--bui-fg-negative)"
            isAnimationActive={false}
          />
          <Line
            yAxisId="hours"
            dataKey="hours"
            name={t('metrics.week.hours')}
            stroke="var(--bui-fg-primary)"
            connectNulls
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
