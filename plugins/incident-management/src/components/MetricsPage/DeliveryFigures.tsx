import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { percent } from '@countersign/plugin-governance-react';
import { IncidentMetricsAnswer } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { FigureCard, FigureSection } from './FigureCard';
import styles from './MetricsPage.module.css';
import { useTimeText } from './useTimeText';

/** The five figures of DORA. */
export function DeliveryFigures(props: {
  report: IncidentMetricsAnswer;
  /** Filters that deployments do not know are set. */
  isNarrowed: boolean;
}) {
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const { report, isNarrowed } = props;
  const { delivery, deliveryProblem, definitions } = report;
  const { deployments, frequency, leadTime, recoveryTime } = delivery;
  const time = useTimeText();
  const none = t('metrics.figure.none');
  return (
    <FigureSection title={t('metrics.section.delivery')}>
      {deliveryProblem !== undefined && (
        <Alert
          status="warning"
          icon
          title={t('metrics.delivery.problem')}
          description={deliveryProblem}
        />
      )}
      {isNarrowed && (
        <Text color="secondary">{t('metrics.delivery.narrowed')}</Text>
      )}
      <div className={styles.figures}>
        <FigureCard
          id="frequency"
          title={t('metrics.title.frequency')}
          value={deployments === 0 ? none : frequencyText(frequency.perDay, t)}
          n={frequency.n}
          definitions={definitions}
        >
          {deployments > 0 && (
            <Text color="secondary">
              {t('metrics.figure.successful', {
                count: frequency.n,
                days: String(Math.round(frequency.days)),
              })}
            </Text>
          )}
        </FigureCard>
        <FigureCard
          id="leadTime"
          title={t('metrics.title.leadTime')}
          value={time.median(leadTime)}
          n={leadTime.n}
          definitions={definitions}
        >
          {leadTime.n > 0 && (
            <Text color="secondary">
              {time.p90(leadTime)} ·{' '}
              {t('metrics.figure.timed', { count: leadTime.n })}
            </Text>
          )}
        </FigureCard>
        {(['changeFailRate', 'reworkRate'] as const).map(id => {
          const { n, count, rate } = delivery[id];
          return (
            <FigureCard
              key={id}
              id={id}
              title={t(`metrics.title.${id}`)}
              value={rate === undefined ? none : percent(rate)}
              n={n}
              definitions={definitions}
            >
              {n > 0 && (
                <Text color="secondary">
                  {t('metrics.figure.deployments', {
                    some: String(count),
                    n: String(n),
                  })}
                </Text>
              )}
            </FigureCard>
          );
        })}
        <FigureCard
          id="recoveryTime"
          title={t('metrics.title.recoveryTime')}
          value={time.median(recoveryTime)}
          n={recoveryTime.n}
          definitions={definitions}
        >
          {recoveryTime.n > 0 && (
            <Text color="secondary">
              {time.p90(recoveryTime)} ·{' '}
              {t('metrics.figure.incidents', { count: recoveryTime.n })}
            </Text>
          )}
        </FigureCard>
      </div>
    </FigureSection>
  );
}

/** By the day where there are some each day, by the week otherwise. */
function frequencyText(
  perDay: number,
  t: (
    key: 'metrics.figure.perDay' | 'metrics.figure.perWeek',
    values: { n: string },
  ) => string,
): string {
  const isDaily = perDay >= 1;
  const n = (isDaily ? perDay : perDay * 7).toLocaleString('en-GB', {
    maximumFractionDigits: 1,
  });
  return t(isDaily ? 'metrics.figure.perDay' : 'metrics.figure.perWeek', { n });
}
