import { Button } from '@backstage/ui';
import {
  Conflict,
  explanationOf,
} from '@countersign/plugin-change-management-common';
import {
  SentenceText,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { changeManagementTranslationRef } from '../../translation';
import { ActionWarning } from './ActionWarning';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { useVerb } from './useVerb';

/** Says why a conflict is all right; asks for the reason first. */
export function AcceptConflict(props: {
  conflict: Conflict;
  variant?: 'primary' | 'secondary';
}) {
  const { key } = props.conflict;
  const { t } = useTexts(changeManagementTranslationRef);
  const { number, version } = useChangePage().detail.change;
  const verb = useVerb('accept-conflict');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant={props.variant ?? 'secondary'}
        onPress={() => setOpen(true)}
      >
        {t('change.conflict.accept')}
      </Button>
      <VerbTextDialog
        title={t('change.conflict.acceptTitle')}
        action={t('change.conflict.accept')}
        textLabel={t('change.conflict.justification')}
        draftKey={`${number}/accept/${key}`}
        verb={verb}
        bodyOf={justification => ({ version, key, justification })}
        required
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <p className={styles.lead}>{t('change.conflict.acceptLead')}</p>
        <p>
          <SentenceText sentence={explanationOf(props.conflict)} />
        </p>
        <p className={styles.lead}>{t('change.conflict.acceptVoids')}</p>
        <ActionWarning verb="accept-conflict" />
      </VerbTextDialog>
    </>
  );
}
