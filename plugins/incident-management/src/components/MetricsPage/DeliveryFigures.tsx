import { Alert, Text } from '@backstage/ui';
import {
  FigureCard,
  FigureGrid,
  FigureSection,
  percent,
  Texts,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  IncidentMetricsAnswer,
  MetricsQuery,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { RecordsButton } from './RecordsButton';
import { useTimeText } from './useTimeText';

/** The five figures of DORA; each number leads to its deployments or incidents. */
export function DeliveryFigures(props: {
  report: IncidentMetricsAnswer;
  query: MetricsQuery;
  /** Filters that deployments do not know are set. */
  isNarrowed: boolean;
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { report, query, isNarrowed } = props;
  const { delivery, deliveryProblem, definitions } = report;
  const { deployments, frequency, leadTime, recoveryTime } = delivery;
  const time = useTimeText();
  const none = t('metrics.figure.none');
  const title = (
    id:
      | 'frequency'
      | 'leadTime'
      | 'changeFailRate'
      | 'reworkRate'
      | 'recoveryTime',
  ) => t(`metrics.title.${id}`);
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
      <FigureGrid>
        <FigureCard
          id="frequency"
          title={title('frequency')}
          value={deployments === 0 ? none : frequencyText(frequency.perDay, t)}
          n={frequency.n}
          definitions={definitions}
        >
          {deployments > 0 && (
            <RecordsButton
              n={frequency.n}
              behind={{
                of: 'deployments',
                figure: 'frequency',
                query,
                title: title('frequency'),
              }}
              text={t('metrics.figure.successful', {
                count: frequency.n,
                days: String(Math.round(frequency.days)),
              })}
            />
          )}
        </FigureCard>
        <FigureCard
          id="leadTime"
          title={title('leadTime')}
          value={time.median(leadTime)}
          n={leadTime.n}
          definitions={definitions}
        >
          <Text color="secondary">{time.p90(leadTime)}</Text>
          {leadTime.of > 0 && (
            <RecordsButton
              n={leadTime.n}
              behind={{
                of: 'deployments',
                figure: 'leadTime',
                query,
                title: title('leadTime'),
              }}
              text={t('metrics.figure.timed', {
                n: String(leadTime.n),
                of: String(leadTime.of),
              })}
            />
          )}
        </FigureCard>
        {(['changeFailRate', 'reworkRate'] as const).map(id => {
          const { n, count, rate } = delivery[id];
          return (
            <FigureCard
              key={id}
              id={id}
              title={title(id)}
              value={rate === undefined ? none : percent(rate)}
              n={n}
              definitions={definitions}
            >
              {n > 0 && (
                <RecordsButton
                  n={count}
                  behind={{
                    of: 'deployments',
                    figure: id,
                    query,
                    title: title(id),
                  }}
                  text={t('metrics.figure.deployments', {
                    some: String(count),
                    n: String(n),
                  })}
                />
              )}
            </FigureCard>
          );
        })}
        <FigureCard
          id="recoveryTime"
          title={title('recoveryTime')}
          value={time.median(recoveryTime)}
          n={recoveryTime.n}
          definitions={definitions}
        >
          <Text color="secondary">{time.p90(recoveryTime)}</Text>
          {recoveryTime.of > 0 && (
            <RecordsButton
              n={recoveryTime.n}
              behind={{
                figure: 'recoveryTime',
                query,
                title: title('recoveryTime'),
              }}
              text={t('metrics.figure.known', {
                n: String(recoveryTime.n),
                of: String(recoveryTime.of),
              })}
            />
          )}
        </FigureCard>
      </FigureGrid>
    </FigureSection>
  );
}

/** By the day where there are some each day, by the week otherwise. */
function frequencyText(
  perDay: number,
  t: Texts<typeof incidentManagementTranslationRef.T>,
): string {
  const isDaily = perDay >= 1;
  const n = (isDaily ? perDay : perDay * 7).toLocaleString('en-GB', {
    maximumFractionDigits: 1,
  });
  return t(isDaily ? 'metrics.figure.perDay' : 'metrics.figure.perWeek', { n });
}
