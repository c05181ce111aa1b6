import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { ServerRefusal } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { RichSentence } from '../Refs';
import { ChangedField } from './changedFields';
import styles from './ChangePage.module.css';

/** Why a request failed; when the change has moved on, what is different now. */
export function RefusalNotice(props: {
  refusal: ServerRefusal;
  moved?: ChangedField[];
}) {
  const { refusal, moved } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  if (!refusal.stale || !moved) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('change.dialog.failed')}
        description={
          <RichSentence
            text={
              refusal.remedy && !refusal.message.includes(refusal.remedy)
                ? `${refusal.message} ${refusal.remedy}`
                : refusal.message
            }
          />
        }
      />
    );
  }
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('change.dialog.stale')}
      description={
        moved.length ? (
          <>
            {t('change.dialog.staleLead')}
            <ul className={styles.moved}>
              {moved.map(({ field, before, after }) => (
                <li key={field}>
                  <strong>{field}</strong>:{' '}
                  {t('change.event.edited', { before, after })}
                </li>
              ))}
            </ul>
          </>
        ) : (
          t('change.dialog.staleOther')
        )
      }
    />
  );
}
