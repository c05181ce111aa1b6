import { Alert } from '@backstage/ui';
import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';

/** What it means to start an emergency before it is approved. */
export function EmergencyNotice() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { justification } = useChangePage().detail.change;
  return (
    <>
      <p className={styles.lead}>{t('change.dialog.emergencyLead')}</p>
      {justification.trim() ? (
        <div>
          <div className={styles.quiet}>{t('change.why.justification')}</div>
          <q className={styles.wrap}>{justification}</q>
        </div>
      ) : (
        <Alert
          status="warning"
          icon
          description={t('change.dialog.emergencyReason')}
        />
      )}
    </>
  );
}
