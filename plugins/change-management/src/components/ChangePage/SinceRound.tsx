import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { DifferenceList } from './DifferenceList';
import { useDifferences } from './useLook';

/** What differs from the round whose approvals were voided, which is what voided them. */
export function SinceRound() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { voidedRound } = useChangePage().detail;
  const { sinceRound } = useDifferences();
  if (!sinceRound || !voidedRound) return null;
  const approved = voidedRound.decisions.filter(d => d.approved).length;
  return (
    <details className={styles.requirement}>
      <summary>
        {t('change.approvals.since', {
          round: String(sinceRound.round),
          count: sinceRound.fields.length,
        })}
        {approved > 0 &&
          ` · ${t('change.approvals.voids', { count: approved })}`}
      </summary>
      <DifferenceList differences={sinceRound} />
    </details>
  );
}
