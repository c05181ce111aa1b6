import { ControlList } from '@countersign/plugin-compliance-evidence-common';
import {
  absoluteTime,
  ChartFrame,
  chartLooks,
  RecordNumber,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { complianceEvidenceTranslationRef } from '../translation';

/** The score after each run, as a line and as a table. */
export function ScoreTrend({ trend }: Pick<ControlList, 'trend'>) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const points = trend.length > 1 ? trend : [];
  return (
    <ChartFrame
      title={t('control.trend')}
      empty={t('control.trendEmpty')}
      table={{
        columns: [
          { id: 'run', label: t('control.trendRun') },
          { id: 'at', label: t('control.trendAt') },
          { id: 'score', label: t('control.trendScore') },
          { id: 'points', label: t('control.points') },
        ],
        rows: points.map(({ run, at, score, earned, possible }) => ({
          id: run,
          label: <RecordNumber number={run} hideCopy />,
          cells: [
            absoluteTime(at),
            `${score} %`,
            t('control.of', {
              earned: String(earned),
              possible: String(possible),
            }),
          ],
        })),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <LineChart
          data={points}
          margin={{ top: 8, right: 8, bottom: 0, left: -16 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} {...chartLooks.grid} />
          <XAxis dataKey="run" {...chartLooks.axis} />
          <YAxis domain={[0, 100]} {...chartLooks.axis} />
          <Tooltip {...chartLooks.tooltip} />
          <Line
            dataKey="score"
            name={t('control.trendScore')}
            stroke="var(--bui-fg-announcement)"
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
