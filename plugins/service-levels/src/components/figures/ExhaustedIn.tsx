import { spanText, useTexts } from '@countersign/plugin-governance-react';
import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { leftOf } from './budget';

/** When the budget is spent, should it go on like now. */
export function ExhaustedIn(props: {
  objective: Pick<ObjectiveSummary, 'exhaustedIn' | 'burnRate' | 'measured'>;
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { exhaustedIn } = props.objective;
  const left = leftOf(props.objective);
  if (left !== undefined && left <= 0) return <>{t('shared.budget.spent')}</>;
  if (exhaustedIn === undefined) {
    return <>{left === undefined ? '—' : t('shared.budget.lasts')}</>;
  }
  return <>{t('shared.budget.in', { span: spanText(exhaustedIn) })}</>;
}
