import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import { ReactNode } from 'react';
import { governanceTranslationRef } from '../../translation';
import { SubmitArea, SubmitKeys } from '../SubmitArea';
import styles from './record.module.css';
import { RefusalNotice } from './RefusalNotice';
import { VerbState } from './VerbState';
import { useTexts } from '../../hooks/useTexts';

/** Asks for the words that go with an action, if any. Closed and opened again, it still holds them. */
export function VerbDialog(props: {
  title: string;
  /** What the button that does it says. */
  action: string;
  /** Absent when the action takes no words. */
  textLabel?: string;
  text?: string;
  onText?(text: string): void;
  /** The text must be there. */
  required?: boolean;
  /** Something has to be done first. */
  blocked?: boolean;
  destructive?: boolean;
  state: VerbState;
  isOpen: boolean;
  onClose(): void;
  onSubmit(): void;
  /** Above the text: what it is about. */
  children?: ReactNode;
}) {
  const { state, text = '', required, onClose, onSubmit } = props;
  const { t } = useTexts(governanceTranslationRef);
  const incomplete =
    props.blocked || (Boolean(required) && text.trim().length < 3);
  const submit = () => {
    if (!incomplete && !state.isPending) onSubmit();
  };
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={open => !open && onClose()}
      width={620}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody>
        <SubmitArea className={styles.dialog} onSubmit={submit}>
          {props.children}
          {state.refusal && (
            <RefusalNotice refusal={state.refusal} moved={state.moved} />
          )}
          {props.textLabel && (
            <TextAreaField
              label={props.textLabel}
              value={text}
              onChange={props.onText}
              isRequired={required}
              rows={4}
            />
          )}
        </SubmitArea>
      </DialogBody>
      <DialogFooter>
        <SubmitKeys />
        <Button variant="secondary" onPress={onClose}>
          {t('record.dialog.back')}
        </Button>
        <Button
          variant="primary"
          destructive={props.destructive}
          isPending={state.isPending}
          isDisabled={incomplete}
          onPress={submit}
        >
          {props.action}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
