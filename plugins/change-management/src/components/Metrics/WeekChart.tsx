import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
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
import { changeManagementTranslationRef } from '../../translation';
import { CountLink } from './CountLink';
import { Meaning } from './Meaning';
import { weekSpan, weekStart } from './weekText';
import styles from './Metrics.module.css';

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
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { weeks, definitions, lists } = props;
  const title = t('metrics.week.title');
  return (
    <section className={styles.section}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {title}
      </Text>
      <Meaning definitions={definitions} id="byWeek" />
      {!weeks.length && (
        <Text color="secondary">{t('metrics.week.empty')}</Text>
      )}
      {weeks.length > 0 && (
        <>
          <div className={styles.chart} role="img" aria-label={title}>
            <ResponsiveContainer width="100%" height="100%">
              <BarChart
                data={weeks}
                margin={{ top: 8, right: 8, bottom: 0, left: -16 }}
                accessibilityLayer={false}
              >
                <defs>
                  <Hatch
                    id="week-opened"
                    color="var(--bui-fg-secondary)"
                    dotted
                  />
                  <Hatch id="week-failed" color="var(--bui-fg-negative)" />
                </defs>
                <CartesianGrid vertical={false} stroke="var(--bui-border-1)" />
                <XAxis
                  dataKey="week"
                  tickFormatter={weekStart}
                  tick={{ fill: 'var(--bui-fg-secondary)' }}
                  stroke="var(--bui-border-2)"
                />
                <YAxis
                  allowDecimals={false}
                  tick={{ fill: 'var(--bui-fg-secondary)' }}
                  stroke="var(--bui-border-2)"
                />
                <Tooltip
                  labelFormatter={week => weekSpan(String(week))}
                  cursor={{ fill: 'var(--bui-bg-neutral-2)' }}
                  contentStyle={{
                    background: 'var(--bui-bg-app)',
                    border: '1px solid var(--bui-border-2)',
                    color: 'var(--bui-fg-primary)',
                  }}
                  itemStyle={{ color: 'var(--bui-fg-primary)' }}
                />
                <Legend
                  itemSorter={null}
                  formatter={name => (
                    <span style={{ color: 'var(--bui-fg-primary)' }}>
                      {name}
                    </span>
                  )}
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
          </div>
          <details className={styles.meaning}>
            <summary>{t('metrics.week.asTable')}</summary>
            <table className={styles.table} aria-label={title}>
              <thead>
                <tr>
                  <th scope="col">{t('metrics.week.week')}</th>
                  {series.map(({ key }) => (
                    <th key={key} scope="col">
                      {t(`metrics.week.${key}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weeks.map(week => (
                  <tr key={week.week}>
                    <th scope="row">{weekSpan(week.week)}</th>
                    {series.map(({ key }) => (
                      <td key={key}>
                        <CountLink
                          n={week[key]}
                          list={lists.ofWeek(week.week)?.[key]}
                          what={`${t(`metrics.week.${key}`)}, ${weekSpan(
                            week.week,
                          )}`}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}

function Hatch(props: { id: string; color: string; dotted?: boolean }) {
  const { id, color, dotted } = props;
  return (
    <pattern
      id={id}
      width={6}
      height={6}
      patternUnits="userSpaceOnUse"
      patternTransform={dotted ? undefined : 'rotate(45)'}
    >
      {dotted ? (
        <circle cx={3} cy={3} r={1.2} fill={color} />
      ) : (
        <rect width={3} height={6} fill={color} />
      )}
    </pattern>
  );
}
