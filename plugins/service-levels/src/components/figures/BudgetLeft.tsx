import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { useTexts } from '@countersign/plugin-governance-react';
import { serviceLevelsTranslationRef } from '../../translation';
import { leftOf } from './budget';
import { BudgetBar } from './BudgetBar';
import { shareText } from './figureText';
import styles from './figures.module.css';

/** What is left of a budget, as a bar and in words. */
export function BudgetLeft(props: {
  objective: Pick<ObjectiveSummary, 'burnRate' | 'measured'>;
}) {
  const left = leftOf(props.objective);
  return (
    <span className={styles.budget}>
      <BudgetBar left={left} />
      <span className={styles.figure}>
        <BudgetWords left={left} />
      </span>
    </span>
  );
}

/** "73 % left", "150 % overspent", or that there is no figure. */
export function BudgetWords({ left }: { left: number | undefined }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  if (left === undefined) return <>{t('shared.budget.none')}</>;
  return (
    <>
      {left < 0
        ? t('shared.budget.overspent', { share: shareText(-left) })
        : t('shared.budget.left', { share: shareText(left) })}
    </>
  );
}
