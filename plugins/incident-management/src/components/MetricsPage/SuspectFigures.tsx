import {
  FigureCard,
  FigureGrid,
  FigureSection,
  percent,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  IncidentMetricsAnswer,
  MetricsQuery,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { RecordsButton } from './RecordsButton';

const ranks = ['top1', 'top3'] as const;

/** How often the change that was confirmed as a cause stood at the top of the suspects. */
export function SuspectFigures(props: {
  suspects: IncidentMetricsAnswer['suspects'];
  query: MetricsQuery;
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const definitions = ranks.map(id => ({
    id,
    definition: t(`metrics.suspects.${id}`),
    exclusions: t('metrics.suspects.exclusions'),
  }));
  return (
    <FigureSection title={t('metrics.section.suspects')}>
      <FigureGrid>
        {ranks.map(id => {
          const { n, count, rate } = props.suspects[id];
          return (
            <FigureCard
              key={id}
              id={id}
              title={t(`metrics.title.${id}`)}
              value={
                rate === undefined ? t('metrics.figure.none') : percent(rate)
              }
              n={n}
              definitions={definitions}
            >
              {n > 0 && (
                <RecordsButton
                  n={n}
                  behind={{
                    figure: 'suspects',
                    query: props.query,
                    title: t(`metrics.title.${id}`),
                  }}
                  text={t('metrics.figure.causes', {
                    some: String(count),
                    n: String(n),
                  })}
                />
              )}
            </FigureCard>
          );
        })}
      </FigureGrid>
    </FigureSection>
  );
}
