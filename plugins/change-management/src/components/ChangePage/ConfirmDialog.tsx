import { ReactNode } from 'react';
import {
  useTexts,
  VerbConfirmDialog,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ActionWarning } from './ActionWarning';
import { useChangePage } from './ChangeContext';
import { useVerb } from './useVerb';

/** Verbs that want a second look and no words; a start only where it comes before the approval. */
export type ConfirmedVerb = 'authorize' | 'decline' | 'start';

/** Says what will happen, and does it on a second press. */
export function ConfirmDialog(props: {
  verb: ConfirmedVerb;
  isOpen: boolean;
  onClose(): void;
  children?: ReactNode;
}) {
  const { verb, isOpen, onClose, children } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { number, version } = useChangePage().detail.change;
  return (
    <VerbConfirmDialog
      title={t(`change.dialog.${verb}Title`, { number })}
      action={t(
        verb === 'start' ? 'change.verb.startNow' : `change.verb.${verb}`,
      )}
      verb={useVerb(verb)}
      body={{ version }}
      isOpen={isOpen}
      onClose={onClose}
    >
      {children}
      <ActionWarning verb={verb} />
    </VerbConfirmDialog>
  );
}
