import {
  explainRisk,
  explanationOf,
} from '@countersign/plugin-change-management-common';
import {
  EntityLink,
  SentenceText,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge } from '../badges';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { usePlanText } from './usePlanText';

/** What somebody decides about, as people read it: the digests come after. */
export function DecisionSummary(props: {
  /** In whose name, where it can be but one. */
  group?: string;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { change, risk, conflicts } = useChangePage().detail;
  const planText = usePlanText();
  const open = conflicts.filter(c => !c.accepted);
  const accepted = conflicts.length - open.length;
  return (
    <dl className={styles.facts}>
      <dt>{t('change.subject.title')}</dt>
      <dd className={styles.wrap}>
        <strong>{change.title}</strong>
      </dd>
      {props.group && (
        <>
          <dt>{t('change.dialog.group')}</dt>
          <dd>
            <EntityLink entityRef={props.group} />
          </dd>
        </>
      )}
      <dt>{t('change.subject.risk')}</dt>
      <dd>
        <RiskBadge risk={risk ?? change.risk} />
        {risk && <div>{explainRisk(risk).sentence}</div>}
      </dd>
      <dt>{t('change.subject.planDigest')}</dt>
      <dd>
        {change.plan ? planText(change.plan.counts) : t('change.subject.none')}
      </dd>
      <dt>{t('change.section.conflicts')}</dt>
      <dd className={styles.wrap}>
        {conflicts.length === 0 && t('change.subject.none')}
        {open.map(conflict => (
          <div key={conflict.key}>
            <SentenceText sentence={explanationOf(conflict)} />
          </div>
        ))}
        {accepted > 0 && (
          <div>{t('change.subject.accepted', { n: String(accepted) })}</div>
        )}
      </dd>
      <dt>{t('change.subject.window')}</dt>
      <dd>
        <WindowText window={change.window} />
      </dd>
      <dt>{t('change.subject.environment')}</dt>
      <dd>{change.environment}</dd>
      <dt>{t('change.subject.items')}</dt>
      <dd className={styles.inline}>
        {change.items.map(item => (
          <EntityLink key={item} entityRef={item} />
        ))}
      </dd>
    </dl>
  );
}
