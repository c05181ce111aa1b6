import { Select, Text } from '@backstage/ui';
import {
  EntityLink,
  FigureCell,
  FigureSection,
  FigureTable,
  SmallSample,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  DurationFigure,
  durationFigures,
  IncidentMetricsAnswer,
  MetricsDimension,
  metricsDimensions,
  MetricsQuery,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { queryOfPart } from './metricsFilters';
import styles from './MetricsPage.module.css';
import { RecordsButton } from './RecordsButton';
import { usePartName } from './usePartName';
import { useTimeText } from './useTimeText';

/** The times of incidents, one line for each team, service, priority or source. */
export function SliceTable(props: {
  report: IncidentMetricsAnswer;
  query: MetricsQuery;
  by: MetricsDimension;
  onBy(by: MetricsDimension): void;
}) {
  const { report, query, by, onBy } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const time = useTimeText();
  const nameOf = usePartName();
  const slices = inOrder(report.by[by] ?? [], by);
  const title = t(`metrics.by.title.${by}`);
  const inNone =
    report.all.incidents -
    slices.reduce((sum, { figures }) => sum + figures.incidents, 0);
  const records = (key: string, id: DurationFigure | undefined) => {
    const what = t(id ? `metrics.title.${id}` : 'metrics.by.incidents');
    return {
      figure: id ?? ('detect' as const),
      query: queryOfPart(query, by, key),
      title: `${what}, ${nameOf(by, key)}`,
      withoutTimes: id === undefined,
    };
  };
  return (
    <FigureSection
      title={title}
      action={
        <div className={styles.compare}>
          <Select
            label={t('metrics.by.label')}
            options={metricsDimensions.map(id => ({
              id,
              label: t(`metrics.by.column.${id}`),
            }))}
            value={by}
            onChange={key =>
              onBy(metricsDimensions.find(id => id === key) ?? by)
            }
          />
        </div>
      }
    >
      {slices.length === 0 && (
        <Text color="secondary">{t('metrics.by.empty')}</Text>
      )}
      {slices.length > 0 && (
        <FigureTable
          label={title}
          columns={[
            t(`metrics.by.column.${by}`),
            t('metrics.by.incidents'),
            ...durationFigures.map(id => t(`metrics.title.${id}`)),
          ]}
          rows={slices.map(({ key, figures }) => ({
            id: key,
            name:
              by === 'team' || by === 'service' ? (
                <EntityLink entityRef={key} />
              ) : (
                nameOf(by, key)
              ),
            cells: [
              <FigureCell
                key="incidents"
                value={
                  <RecordsButton
                    n={figures.incidents}
                    behind={records(key, undefined)}
                    text={String(figures.incidents)}
                  />
                }
              >
                <SmallSample n={figures.incidents} />
              </FigureCell>,
              ...durationFigures.map(id => (
                <FigureCell
                  key={id}
                  value={time.median(figures[id])}
                  detail={time.p90(figures[id])}
                >
                  {figures[id].n > 0 && (
                    <RecordsButton
                      n={figures[id].n}
                      behind={records(key, id)}
                      text={t('metrics.figure.known', {
                        n: String(figures[id].n),
                        of: String(figures[id].of),
                      })}
                    />
                  )}
                </FigureCell>
              )),
            ],
          }))}
        />
      )}
      {inNone > 0 && (
        <Text color="secondary">{t('metrics.by.rest', { count: inNone })}</Text>
      )}
    </FigureSection>
  );
}

type Slices = NonNullable<IncidentMetricsAnswer['by'][MetricsDimension]>;

/** Priorities in their own order; of others, those with the most incidents first. */
function inOrder(slices: Slices, by: MetricsDimension): Slices {
  return by === 'priority'
    ? slices
    : [...slices].sort((a, b) => b.figures.incidents - a.figures.incidents);
}
