import {
  absoluteTime,
  ChartFrame,
  chartLooks,
  useTexts,
} from '@countersign/plugin-governance-react';
import { BurnDown } from '@countersign/plugin-service-levels-common';
import { useId } from 'react';
import {
  Area,
  AreaChart,
  CartesianGrid,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { serviceLevelsTranslationRef } from '../../translation';
import { shareText, timeAxis, timeChart, timeTooltip } from '../figures';
import { ChartMark } from './useMarks';

/** The budget over time; beneath zero it is overspent. What happened meanwhile is marked, and the same stands in lists. */
export function BurnDownChart(props: {
  burnDown: BurnDown;
  marks: readonly ChartMark[];
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { burnDown, marks } = props;
  const fill = useId();
  const points = burnDown.points.map(({ at, left }) => ({
    at: Date.parse(at),
    left: left ?? null,
  }));
  const known = points.flatMap(({ left }) => left ?? []);
  const lowest = Math.min(0, ...known);
  const highest = Math.max(1, ...known);
  const from = Date.parse(burnDown.from);
  const end = Date.parse(burnDown.end);
  const zero = highest / (highest - lowest);
  return (
    <ChartFrame
      title={t('objective.burnDown.budget')}
      empty={t('objective.burnDown.empty')}
      table={{
        columns: [
          { id: 'at', label: t('objective.burnDown.time') },
          { id: 'left', label: t('objective.burnDown.left') },
        ],
        rows: burnDown.points.map(({ at, left }) => ({
          id: at,
          label: absoluteTime(at),
          cells: [left === undefined ? '—' : shareText(left)],
        })),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart data={points} {...timeChart}>
          <defs>
            <linearGradient id={fill} x1="0" y1="0" x2="0" y2="1">
              <stop
                offset={zero}
                stopColor="var(--bui-fg-positive)"
                stopOpacity={0.25}
              />
              <stop
                offset={zero}
                stopColor="var(--bui-fg-negative)"
                stopOpacity={0.35}
              />
            </linearGradient>
          </defs>
          <CartesianGrid vertical={false} {...chartLooks.grid} />
          <XAxis {...timeAxis(from, end)} />
          <YAxis
            width={56}
            domain={[lowest, highest]}
            tickFormatter={shareText}
            {...chartLooks.axis}
          />
          <Tooltip
            formatter={value => [
              shareText(Number(value)),
              t('objective.burnDown.left'),
            ]}
            {...timeTooltip}
          />
          {burnDown.spending?.intervals.map(({ start, end: until }) => (
            <ReferenceArea
              key={start}
              x1={Date.parse(start)}
              x2={Date.parse(until)}
              fill="var(--bui-fg-negative)"
              fillOpacity={0.2}
              stroke="var(--bui-fg-negative)"
              strokeOpacity={0.4}
            />
          ))}
          {marks.map(({ id, area, at, isAlert }) => (
            <ReferenceLine
              key={`${area} ${id}`}
              x={Math.max(from, at)}
              stroke={
                isAlert ? 'var(--bui-fg-negative)' : 'var(--bui-fg-secondary)'
              }
              strokeDasharray={isAlert ? undefined : '2 3'}
            />
          ))}
          <ReferenceLine y={0} stroke="var(--bui-fg-primary)" />
          <Area
            dataKey="left"
            name={t('objective.burnDown.left')}
            type={burnDown.view === 'window' ? 'linear' : 'monotone'}
            baseValue={0}
            stroke="var(--bui-fg-primary)"
            strokeWidth={1.5}
            fill={`url(#${fill})`}
            isAnimationActive={false}
            connectNulls={false}
            dot={false}
          />
        </AreaChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
