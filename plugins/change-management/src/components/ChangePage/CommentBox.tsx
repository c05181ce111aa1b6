import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import {
  RefusalNotice,
  SubmitArea,
  useDraft,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './Stream.module.css';
import { useVerb } from './useVerb';

/** A comment; the text stays until it has been taken. */
export function CommentBox() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { change, actions } = useChangePage().detail;
  const [text, setText] = useDraft(`${change.number}/comment`);
  const { run, isPending, refusal, moved } = useVerb('comment');
  const action = actions.find(a => a.verb === 'comment');
  const submit = async () => {
    const trimmed = text.trim();
    if (trimmed && !isPending && (await run({ text: trimmed }))) setText('');
  };
  if (!action || action.guard === 'permission') return null;
  return (
    <SubmitArea className={styles.comment} onSubmit={submit}>
      {refusal && <RefusalNotice refusal={refusal} moved={moved} />}
      <TextAreaField
        aria-label={t('change.verb.comment')}
        placeholder={t('change.stream.placeholder')}
        description={
          action.allowed
            ? t('change.dialog.keys')
            : [action.message, action.remedy].filter(Boolean).join(' ')
        }
        value={text}
        onChange={setText}
        isDisabled={!action.allowed}
        rows={3}
      />
      <Button
        variant="secondary"
        isPending={isPending}
        isDisabled={!action.allowed || !text.trim()}
        onPress={submit}
      >
        {t('change.stream.send')}
      </Button>
    </SubmitArea>
  );
}
