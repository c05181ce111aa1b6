import { useRouteRef } from '@backstage/frontend-plugin-api';
import { RecordCards, useTexts } from '@countersign/plugin-governance-react';
import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { StateBadge } from '../badges';
import { BudgetLeft, BurnNow, ExhaustedIn, Sparkline } from '../figures';
import { AboutObjective } from './AboutObjective';
import styles from './Overview.module.css';

/** The objectives on a phone: a card each. */
export function ObjectiveCards(props: { objectives: ObjectiveSummary[] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const objectiveLink = useRouteRef(objectiveRouteRef);
  return (
    <RecordCards
      label={t('overview.title')}
      records={props.objectives.map(objective => ({
        ...objective,
        number: objective.id,
      }))}
      hrefOf={id => objectiveLink?.({ id })}
    >
      {objective => (
        <>
          <span className={styles.facts}>
            <StateBadge state={objective.state} />
            <BudgetLeft objective={objective} />
          </span>
          <span className={styles.facts}>
            {objective.burning && objective.burning.rate > 0 && (
              <span>
                {t('overview.burning')} <BurnNow burning={objective.burning} />
              </span>
            )}
            {objective.exhaustedIn !== undefined &&
              objective.state !== 'exhausted' && (
                <span>
                  {t('overview.column.exhausted')}{' '}
                  <ExhaustedIn objective={objective} />
                </span>
              )}
            <Sparkline trend={objective.trend ?? []} />
          </span>
          <AboutObjective objective={objective} />
        </>
      )}
    </RecordCards>
  );
}
