import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text } from '@backstage/ui';
import { EntityLink, SmallSample } from '@countersign/plugin-governance-react';
import {
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
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const time = useTimeText();
  const nameOf = usePartName();
  const slices = inOrder(report.by[by] ?? [], by);
  const title = t(`metrics.by.title.${by}`);
  const inNone =
    report.all.incidents -
    slices.reduce((sum, { figures }) => sum + figures.incidents, 0);
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.head}>
        <Text as="h2" variant="title-x-small" weight="bold">
          {title}
        </Text>
        <Select
          label={t('metrics.by.label')}
          options={metricsDimensions.map(id => ({
            id,
            label: t(`metrics.by.column.${id}`),
          }))}
          value={by}
          onChange={key => onBy(metricsDimensions.find(id => id === key) ?? by)}
        />
      </div>
      {slices.length === 0 && (
        <Text color="secondary">{t('metrics.by.empty')}</Text>
      )}
      {slices.length > 0 && (
        <table
          className={`${styles.table} ${styles.slices}`}
          aria-label={title}
        >
          <thead>
            <tr>
              <th scope="col">{t(`metrics.by.column.${by}`)}</th>
              <th scope="col">{t('metrics.by.incidents')}</th>
              {durationFigures.map(id => (
                <th key={id} scope="col">
                  {t(`metrics.title.${id}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {slices.map(({ key, figures }) => {
              const own = queryOfPart(query, by, key);
              const titled = (what: string) => `${what}, ${nameOf(by, key)}`;
              return (
                <tr key={key}>
                  <th scope="row">
                    {by === 'team' || by === 'service' ? (
                      <EntityLink entityRef={key} />
                    ) : (
                      nameOf(by, key)
                    )}
                  </th>
                  <td data-label={t('metrics.by.incidents')}>
                    <div className={styles.cell}>
                      <RecordsButton
                        n={figures.incidents}
                        behind={{
                          figure: 'detect',
                          query: own,
                          title: titled(t('metrics.by.incidents')),
                          withoutTimes: true,
                        }}
                        text={String(figures.incidents)}
                      />
                      <SmallSample n={figures.incidents} />
                    </div>
                  </td>
                  {durationFigures.map(id => {
                    const { n, of } = figures[id];
                    return (
                      <td key={id} data-label={t(`metrics.title.${id}`)}>
                        <div className={styles.cell}>
                          <span>{time.median(figures[id])}</span>
                          <span className={styles.detail}>
                            {time.p90(figures[id])}
                          </span>
                          {n > 0 && (
                            <RecordsButton
                              n={n}
                              behind={{
                                figure: id,
                                query: own,
                                title: titled(t(`metrics.title.${id}`)),
                              }}
                              text={t('metrics.figure.known', {
                                n: String(n),
                                of: String(of),
                              })}
                            />
                          )}
                        </div>
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {inNone > 0 && (
        <Text color="secondary">{t('metrics.by.rest', { count: inNone })}</Text>
      )}
    </section>
  );
}

type Slices = NonNullable<IncidentMetricsAnswer['by'][MetricsDimension]>;

/** Priorities in their own order; of others, those with the most incidents first. */
function inOrder(slices: Slices, by: MetricsDimension): Slices {
  return by === 'priority'
    ? slices
    : [...slices].sort((a, b) => b.figures.incidents - a.figures.incidents);
}
