import { Detection } from '@countersign/plugin-chaos-drills-common';
import {
  ChartFrame,
  chartLooks,
  RecordNumber,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { exactSpan } from './looks';

const seconds = (ms: number) => Math.round(ms / 100) / 10;

/** Each drill as a point: how soon it should have been noticed, and how soon it was. On the line both are the same. */
export function DetectionChart({ drills }: Pick<Detection, 'drills'>) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const pairs = drills.flatMap(({ number, predicted, measured }) =>
    predicted === undefined || measured === undefined
      ? []
      : [{ number, predicted, measured }],
  );
  const most = Math.ceil(
    seconds(
      Math.max(
        0,
        ...pairs.flatMap(({ predicted, measured }) => [predicted, measured]),
      ),
    ) * 1.1,
  );
  const axis = {
    type: 'number',
    domain: [0, most],
    allowDecimals: false,
  } as const;
  return (
    <ChartFrame
      title={t('detection.chart')}
      meaning={<p className={styles.quiet}>{t('detection.chartMeaning')}</p>}
      empty={t('detection.chartEmpty')}
      table={{
        columns: [
          { id: 'drill', label: t('detection.drill') },
          { id: 'predicted', label: t('detection.predicted') },
          { id: 'measured', label: t('detection.measured') },
        ],
        rows: pairs.map(({ number, predicted, measured }) => ({
          id: number,
          label: <RecordNumber number={number} hideCopy />,
          cells: [exactSpan(predicted), exactSpan(measured)],
        })),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ScatterChart
          margin={{ top: 8, right: 16, bottom: 24, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid {...chartLooks.grid} />
          <XAxis
            {...axis}
            dataKey="predicted"
            name={t('detection.chartPredicted')}
            label={{
              value: t('detection.chartPredicted'),
              position: 'insideBottom',
              offset: -12,
              fill: 'var(--bui-fg-secondary)',
            }}
            {...chartLooks.axis}
          />
          <YAxis
            {...axis}
            dataKey="measured"
            name={t('detection.chartMeasured')}
            label={{
              value: t('detection.chartMeasured'),
              angle: -90,
              position: 'insideLeft',
              style: { textAnchor: 'middle' },
              fill: 'var(--bui-fg-secondary)',
            }}
            {...chartLooks.axis}
          />
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: most, y: most },
            ]}
            stroke="var(--bui-fg-secondary)"
            strokeDasharray="4 4"
          />
          <Tooltip {...chartLooks.tooltip} />
          <Scatter
            name={t('detection.chartDrills')}
            data={pairs.map(({ number, predicted, measured }) => ({
              number,
              predicted: seconds(predicted),
              measured: seconds(measured),
            }))}
            fill="var(--bui-fg-announcement)"
            isAnimationActive={false}
          />
        </ScatterChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
