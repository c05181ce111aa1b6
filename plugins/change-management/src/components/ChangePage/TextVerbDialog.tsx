import { Radio, RadioGroup } from '@backstage/ui';
import {
  closeCodes,
  CloseCode,
  VerbBody,
} from '@countersign/plugin-change-management-common';
import { useState } from 'react';
import { useTexts, VerbTextDialog } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { useVerb } from './useVerb';

/** Verbs that want a few words and nothing else, except for close, which wants its code as well. */
export type TextVerb =
  | 'complete'
  | 'close'
  | 'cancel'
  | 'hold'
  | 'withdraw'
  | 'withdraw-request';

/** The request of each verb. */
const bodies: {
  [V in TextVerb]: (
    version: number,
    text: string,
    code: CloseCode | undefined,
  ) => VerbBody<V> | undefined;
} = {
  complete: (version, notes) => ({ version, notes: notes || undefined }),
  close: (version, notes, code) => code && { version, notes, code },
  cancel: (version, reason) => ({ version, reason }),
  hold: (version, reason) => ({ version, reason }),
  withdraw: (version, comment) => ({
    version,
    comment: comment || undefined,
  }),
  'withdraw-request': (version, comment) => ({
    version,
    comment: comment || undefined,
  }),
};

const labels = {
  complete: 'change.dialog.notesOptional',
  close: 'change.dialog.notes',
  cancel: 'change.dialog.reason',
  hold: 'change.dialog.reason',
  withdraw: 'change.dialog.commentOptional',
  'withdraw-request': 'change.dialog.commentOptional',
} as const;

/** The dialog of a verb that wants a few words. */
export function TextVerbDialog(props: {
  verb: TextVerb;
  isOpen: boolean;
  onClose(): void;
}) {
  const { verb, isOpen, onClose } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { change } = useChangePage().detail;
  const [code, setCode] = useState<CloseCode>();
  return (
    <VerbTextDialog
      title={t(`change.dialog.${verb}Title`, { number: change.number })}
      action={t(`change.verb.${verb}`)}
      textLabel={t(labels[verb])}
      draftKey={`${change.number}/${verb}`}
      verb={useVerb(verb)}
      bodyOf={text => bodies[verb](change.version, text, code)}
      required={verb === 'close' || verb === 'cancel' || verb === 'hold'}
      destructive={verb === 'cancel'}
      blocked={verb === 'close' && !code}
      isOpen={isOpen}
      onClose={onClose}
    >
      {verb === 'withdraw' && (
        <p className={styles.lead}>{t('change.dialog.withdrawLead')}</p>
      )}
      {verb === 'withdraw-request' && (
        <p className={styles.lead}>{t('change.dialog.withdrawRequestLead')}</p>
      )}
      {verb === 'close' && (
        <RadioGroup
          label={t('change.dialog.code')}
          isRequired
          value={code ?? null}
          onChange={value => setCode(closeCodes.find(c => c === value))}
        >
          {closeCodes.map(id => (
            <Radio key={id} value={id}>
              {t(`shared.closeCode.${id}`)}
            </Radio>
          ))}
        </RadioGroup>
      )}
    </VerbTextDialog>
  );
}
