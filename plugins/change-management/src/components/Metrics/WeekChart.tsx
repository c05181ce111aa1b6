import {
  ListsBehind,
  MetricsReport,
} from '@countersign/plugin-change-management-common';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import {
  ChartFrame,
  chartLooks,
  Hatch,
  Meaning,
  useTexts,
  weekSpan,
  weekStart,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { CountLink } from './CountLink';

const series = [
  {
    key: 'opened',
    fill: 'url(#week-opened)',
    color: 'var(--bui-fg-secondary)',
  },
  {
    key: 'closed',
    fill: 'var(--bui-fg-positive)',
    color: 'var(--bui-fg-positive)',
  },
  { key: 'failed', fill: 'url(#week-failed)', color: 'var(--bui-fg-negative)' },
] as const;

/** Opened, closed and failed changes a week. Each has a texture of its own; the same numbers stand in a table. */
export function WeekChart(props: {
  weeks: MetricsReport['byWeek'];
  definitions: MetricsReport['definitions'];
  lists: ListsBehind;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { weeks, definitions, lists } = props;
  return (
    <ChartFrame
      title={t('metrics.week.title')}
      meaning={<Meaning definitions={definitions} id="byWeek" />}
      empty={t('metrics.week.empty')}
      table={{
        columns: [
          { id: 'week', label: t('metrics.week.week') },
          ...series.map(({ key }) => ({
            id: key,
            label: t(`metrics.week.${key}`),
          })),
        ],
        rows: weeks.map(week => ({
          id: week.week,
          label: weekSpan(week.week),
          cells: series.map(({ key }) => (
            <CountLink
              key={key}
              n={week[key]}
              list={lists.ofWeek(week.week)?.[key]}
              what={`${t(`metrics.week.${key}`)}, ${weekSpan(week.week)}`}
            />
          )),
        })),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={weeks}
          margin={{ top: 8, right: 8, bottom: 0, left: -16 }}
          accessibilityLayer={false}
        >
          <defs>
            <Hatch id="week-opened" color="var(--bui-fg-secondary)" dotted />
            <Hatch id="week-failed" color="var(--bui-fg-negative)" />
          </defs>
          <CartesianGrid vertical={false} {...chartLooks.grid} />
          <XAxis
            dataKey="week"
            tickFormatter={weekStart}
            {...chartLooks.axis}
          />
          <YAxis allowDecimals={false} {...chartLooks.axis} />
          <Tooltip
            labelFormatter={week => weekSpan(String(week))}
            {...chartLooks.tooltip}
          />
          <Legend
            itemSorter={null}
            formatter={name => <span style={chartLooks.legend}>{name}</span>}
          />
          {series.map(({ key, fill, color }) => (
            <Bar
              key={key}
              dataKey={key}
              name={t(`metrics.week.${key}`)}
              fill={fill}
              stroke={color}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
