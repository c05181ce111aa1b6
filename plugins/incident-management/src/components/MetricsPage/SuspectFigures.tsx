import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { percent } from '@countersign/plugin-governance-react';
import { IncidentMetricsAnswer } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { FigureCard, FigureSection } from './FigureCard';
import styles from './MetricsPage.module.css';

const ranks = ['top1', 'top3'] as const;

/** How often the change that was confirmed as a cause stood at the top of the suspects. */
export function SuspectFigures(props: {
  suspects: IncidentMetricsAnswer['suspects'];
}) {
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const definitions = ranks.map(id => ({
    id,
    definition: t(`metrics.suspects.${id}`),
    exclusions: t('metrics.suspects.exclusions'),
  }));
  return (
    <FigureSection title={t('metrics.section.suspects')}>
      <div className={styles.figures}>
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
                <Text color="secondary">
                  {t('metrics.figure.causes', {
                    some: String(count),
                    n: String(n),
                  })}
                </Text>
              )}
            </FigureCard>
          );
        })}
      </div>
    </FigureSection>
  );
}
