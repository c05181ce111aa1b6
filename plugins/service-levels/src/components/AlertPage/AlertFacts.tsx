import {
  Panel,
  spanText,
  Texts,
  useTexts,
} from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import { rateText, shareText } from '../figures';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './AlertPage.module.css';

/** How fast it burns, what is left and for how long; what it cost once it is over. */
export function AlertFacts({ alert }: { alert: AlertView }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { kind, threshold, burnRate, budgetLeft, spent, resolvedAt } = alert;
  const facts: { term: string; value: string; note?: string }[] = [];
  if (burnRate !== undefined) {
    facts.push({
      term: t('alerts.page.burnNow', { span: spanText(alert.window) }),
      value: rateText(burnRate),
      note:
        threshold === undefined
          ? undefined
          : t('alerts.page.burnMeaning', { threshold: rateText(threshold) }),
    });
  }
  if (budgetLeft !== undefined) {
    facts.push(
      { term: t('alerts.page.leftNow'), value: shareText(budgetLeft) },
      { term: t('alerts.page.exhausted'), value: exhaustion(alert, t) },
    );
  }
  if (spent !== undefined) {
    facts.push({
      term: t(resolvedAt ? 'alerts.page.spentOver' : 'alerts.page.spent'),
      value: t('alerts.spentShare', { share: shareText(spent) }),
    });
  }
  if (kind === 'burn' && facts.length === 0) return null;
  return (
    <Panel title={t('alerts.page.figures')}>
      {kind === 'silence' && <p>{t('alerts.page.silence')}</p>}
      {facts.length > 0 && (
        <dl className={styles.facts}>
          {facts.map(({ term, value, note }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>
                <strong>{value}</strong>
                {note && <span className={styles.note}>{note}</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}

function exhaustion(
  { budgetLeft = 0, exhaustedIn }: AlertView,
  t: Texts<typeof serviceLevelsTranslationRef.T>,
): string {
  if (budgetLeft <= 0) return t('alerts.page.exhaustedNow');
  return exhaustedIn === undefined
    ? t('alerts.page.never')
    : t('alerts.page.exhaustedIn', { span: spanText(exhaustedIn) });
}
