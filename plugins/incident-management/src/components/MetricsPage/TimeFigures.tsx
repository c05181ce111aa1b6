import { Text } from '@backstage/ui';
import {
  FigureCard,
  FigureGrid,
  FigureSection,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  durationFigures,
  IncidentMetricsAnswer,
  MetricsQuery,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { RecordsButton } from './RecordsButton';
import { useTimeText } from './useTimeText';

/** How long it took until an incident was noticed, cared for and over, and how long nothing failed. */
export function TimeFigures(props: {
  report: IncidentMetricsAnswer;
  query: MetricsQuery;
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { all, definitions } = props.report;
  const time = useTimeText();
  const { failures, services, operatingSeconds, seconds } = all.betweenFailures;
  const mtbf = t('metrics.title.betweenFailures');
  return (
    <FigureSection title={t('metrics.section.times')}>
      <FigureGrid>
        {durationFigures.map(id => {
          const title = t(`metrics.title.${id}`);
          const { n, of } = all[id];
          return (
            <FigureCard
              key={id}
              id={id}
              title={title}
              value={time.median(all[id])}
              n={n}
              definitions={definitions}
            >
              <Text color="secondary">{time.p90(all[id])}</Text>
              <RecordsButton
                n={n}
                behind={{ figure: id, query: props.query, title }}
                text={t('metrics.figure.known', {
                  n: String(n),
                  of: String(of),
                })}
              />
            </FigureCard>
          );
        })}
        <FigureCard
          id="betweenFailures"
          title={mtbf}
          value={
            seconds === undefined
              ? t('metrics.figure.none')
              : time.span(seconds)
          }
          n={failures}
          definitions={definitions}
        >
          {failures > 0 && (
            <Text color="secondary">
              {t('metrics.figure.services', { count: services })} ·{' '}
              {t('metrics.figure.worked', {
                span: time.span(operatingSeconds),
              })}
            </Text>
          )}
          {/* When one was detected is known of each incident that counts. */}
          <RecordsButton
            n={failures}
            behind={{
              figure: 'detect',
              query: props.query,
              title: mtbf,
              withoutTimes: true,
            }}
            text={t('metrics.figure.failures', { count: failures })}
          />
        </FigureCard>
      </FigureGrid>
    </FigureSection>
  );
}
