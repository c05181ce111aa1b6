import {
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
  TextField,
} from '@backstage/ui';
import { useState } from 'react';
import { LONGEST_VIEW_NAME } from '../../hooks/useSavedViews';
import { governanceTranslationRef } from '../../translation';
import { SubmitArea } from '../SubmitArea';
import styles from './SaveViewDialog.module.css';
import { useTexts } from '../../hooks/useTexts';

/** Asks for the name of a view. */
export function SaveViewDialog(props: {
  /** Names of the views there are. */
  taken: string[];
  onCancel(): void;
  onSave(name: string, asStandard: boolean): void;
}) {
  const { taken, onCancel, onSave } = props;
  const { t } = useTexts(governanceTranslationRef);
  const [text, setText] = useState('');
  const [asStandard, setAsStandard] = useState(false);
  const name = text.trim();
  const submit = () => {
    if (name) onSave(name, asStandard);
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onCancel()} width={420}>
      <DialogHeader>{t('list.views.saveTitle')}</DialogHeader>
      <DialogBody>
        <SubmitArea className={styles.fields} onSubmit={submit}>
          <Text color="secondary">{t('list.views.saveLead')}</Text>
          <TextField
            label={t('list.views.name')}
            description={
              taken.includes(name) ? t('list.views.nameInUse') : undefined
            }
            value={text}
            onChange={setText}
            maxLength={LONGEST_VIEW_NAME}
            isRequired
          />
          <Checkbox isSelected={asStandard} onChange={setAsStandard}>
            {t('list.views.asStandard')}
          </Checkbox>
        </SubmitArea>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onCancel}>
          {t('list.views.cancel')}
        </Button>
        <Button variant="primary" isDisabled={!name} onPress={submit}>
          {t('list.views.confirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
