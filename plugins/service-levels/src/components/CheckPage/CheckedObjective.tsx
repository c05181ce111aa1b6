import { Alert } from '@backstage/ui';
import {
  EntityLinks,
  Panel,
  RowBoundary,
  useTexts,
} from '@countersign/plugin-governance-react';
import { CheckedDefinitions } from '@countersign/plugin-service-levels-common';
import { exactSpan, targetText, windowName } from '../figures';
import { serviceLevelsTranslationRef } from '../../translation';
import { Predictions } from '../ObjectivePage/Predictions';
import { ThresholdTable } from '../predictions';
import styles from './CheckPage.module.css';

type Objective = CheckedDefinitions['objectives'][number];

/** What an objective would promise, and when it would alert. */
export function CheckedObjective({ objective }: { objective: Objective }) {
  return (
    <RowBoundary name={objective.id}>
      <Panel title={objective.title}>
        <Promise objective={objective} />
        <ThresholdTable pairs={objective.pairs} />
      </Panel>
      <Predictions objective={objective} />
    </RowBoundary>
  );
}

function Promise({ objective }: { objective: Objective }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { target, window, windowKind, budget, ceiling } = objective;
  const promise = windowKind === 'rolling' ? 'promise' : 'promiseCalendar';
  return (
    <>
      <p className={styles.promise}>
        {t(`check.${promise}`, {
          target: targetText(target),
          window: windowName(window),
        })}
        {'. '}
        {t('check.budget', { span: exactSpan(budget) })}
      </p>
      {ceiling?.exceeded && (
        <Alert
          status="warning"
          icon
          title={t('check.ceiling', { highest: targetText(ceiling.highest) })}
          description={ceiling.dependencies.map(dependency => (
            <span key={dependency.objective} className={styles.dependency}>
              {t('check.through', {
                objective: dependency.objective,
                target: targetText(dependency.target),
              })}{' '}
              <EntityLinks
                entityRefs={dependency.path}
                most={dependency.path.length}
              />
            </span>
          ))}
        />
      )}
    </>
  );
}
