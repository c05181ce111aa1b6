import {
  absoluteTime,
  ChartFrame,
  chartLooks,
  useTexts,
} from '@countersign/plugin-governance-react';
import { BurnRates } from '@countersign/plugin-service-levels-common';
import {
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { serviceLevelsTranslationRef } from '../../translation';
import {
  rateText,
  timeAxis,
  timeChart,
  timeTooltip,
  windowName,
} from '../figures';
import { Pair } from './pairLooks';

const HEADROOM = 1.1;

/** The burn rates of one pair of windows against the threshold that both have to be above. */
export function BurnRateChart(props: { rates: BurnRates; pair: Pair }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { rates, pair } = props;
  const names = {
    long: t('objective.burnRate.long', { window: windowName(pair.longWindow) }),
    short: t('objective.burnRate.short', {
      window: windowName(pair.shortWindow),
    }),
  };
  const isOne = pair.longWindow === pair.shortWindow;
  const lines = isOne ? (['long'] as const) : (['short', 'long'] as const);
  const points = rates.points.map(({ at, long, short }) => ({
    at: Date.parse(at),
    long: long ?? null,
    short: short ?? null,
  }));
  const highest = Math.max(
    pair.burnRate,
    ...points.flatMap(({ long, short }) => [long ?? 0, short ?? 0]),
  );
  const from = Date.parse(rates.from);
  const to = Date.parse(rates.to);
  return (
    <ChartFrame
      title={t('objective.burnRate.windows', {
        long: windowName(pair.longWindow),
        short: windowName(pair.shortWindow),
      })}
      empty={t('objective.burnRate.empty')}
      table={{
        columns: [
          { id: 'at', label: t('objective.burnRate.time') },
          ...lines.map(id => ({ id, label: names[id] })),
        ],
        rows: rates.points.map(point => ({
          id: point.at,
          label: absoluteTime(point.at),
          cells: lines.map(id => {
            const rate = point[id];
            return rate === undefined ? '—' : rateText(rate);
          }),
        })),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={points} {...timeChart}>
          <CartesianGrid vertical={false} {...chartLooks.grid} />
          <XAxis {...timeAxis(from, to)} />
          <YAxis
            width={56}
            domain={[0, highest * HEADROOM]}
            tickFormatter={rateText}
            {...chartLooks.axis}
          />
          <Tooltip
            formatter={(value, name) => [rateText(Number(value)), name]}
            {...timeTooltip}
          />
          <Legend
            itemSorter={null}
            formatter={name => <span style={chartLooks.legend}>{name}</span>}
          />
          <ReferenceLine
            y={pair.burnRate}
            stroke="var(--bui-fg-negative)"
            strokeDasharray="6 3"
            label={{
              value: `${t('objective.burnRate.threshold')} ${rateText(
                pair.burnRate,
              )}`,
              position: 'insideTopLeft',
              fill: 'var(--bui-fg-negative)',
            }}
          />
          {lines.map(id => (
            <Line
              key={id}
              dataKey={id}
              name={names[id]}
              type="linear"
              stroke={
                id === 'long'
                  ? 'var(--bui-fg-primary)'
                  : 'var(--bui-fg-secondary)'
              }
              strokeWidth={id === 'long' ? 2 : 1}
              strokeDasharray={id === 'long' ? undefined : '4 2'}
              isAnimationActive={false}
              connectNulls={false}
              dot={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
