import { Alert } from '@backstage/ui';
import {
  joined,
  Phrase,
  phraseOf,
} from '@countersign/plugin-governance-common';
import { ServerRefusal } from '../../api';
import { governanceTranslationRef } from '../../translation';
import { SentenceText } from '../sentence';
import styles from './record.module.css';
import { ChangedField } from './VerbState';
import { useTexts } from '../../hooks/useTexts';

/** Why a request failed; when the record has moved on, what is different now. */
export function RefusalNotice(props: {
  refusal: ServerRefusal;
  moved?: ChangedField[];
}) {
  const { refusal, moved } = props;
  const { t } = useTexts(governanceTranslationRef);
  if (!refusal.stale || !moved) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('record.dialog.failed')}
        description={<SentenceText sentence={sentenceOf(refusal)} />}
      />
    );
  }
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('record.dialog.stale')}
      description={
        moved.length ? (
          <>
            {t('record.dialog.staleLead')}
            <ul className={styles.moved}>
              {moved.map(({ field, before, after }) => (
                <li key={field}>
                  <strong>{field}</strong>:{' '}
                  {t('record.edited', { before, after })}
                </li>
              ))}
            </ul>
          </>
        ) : (
          t('record.dialog.staleOther')
        )
      }
    />
  );
}

/** What was wrong, then what would be right where the message does not say so itself. */
function sentenceOf(refusal: ServerRefusal): Phrase {
  const message = phraseOf('message', refusal) ?? '';
  const remedy = phraseOf('remedy', refusal);
  return remedy && refusal.remedy && !refusal.message.includes(refusal.remedy)
    ? joined([message, remedy], ' ')
    : message;
}
