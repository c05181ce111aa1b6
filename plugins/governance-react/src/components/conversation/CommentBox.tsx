import { Button, TextAreaField } from '@backstage/ui';
import { ReactNode, useRef } from 'react';
import { useDraft } from '../../hooks/useDraft';
import { governanceTranslationRef } from '../../translation';
import { SubmitArea } from '../SubmitArea/SubmitArea';
import { SubmitKeys } from '../SubmitArea/SubmitKeys';
import styles from './CommentBox.module.css';
import { MentionNotice } from './MentionNotice';
import { MentionSuggestions } from './MentionSuggestions';
import { useMentionTyping } from './useMentionTyping';
import { useTexts } from '../../hooks/useTexts';

/**
 * A comment in Markdown. People and groups are offered after an `@`; the text stays until it has been taken, and the
 * reader stays in the box.
 */
export function CommentBox(props: {
  /** Under which the text is kept. */
  draftKey: string;
  isPending: boolean;
  /** Why the reader cannot comment. */
  refused?: string;
  /** @returns true when it was taken */
  onSend(text: string): Promise<boolean>;
  /** What came of the last attempt. */
  children?: ReactNode;
}) {
  const { draftKey, isPending, refused, onSend, children } = props;
  const { t } = useTexts(governanceTranslationRef);
  const [text, setText] = useDraft(draftKey);
  const area = useRef<HTMLDivElement>(null);
  const typing = useMentionTyping(area, text, setText);
  if (refused) return <p className={styles.refused}>{refused}</p>;
  const send = async () => {
    const trimmed = text.trim();
    if (!trimmed || isPending) return;
    if (await onSend(trimmed)) setText('');
    area.current?.querySelector('textarea')?.focus();
  };
  return (
    <SubmitArea className={styles.box} onSubmit={send}>
      {children}
      <div ref={area} className={styles.text}>
        <TextAreaField
          aria-label={t('comment.label')}
          placeholder={t('comment.placeholder')}
          value={text}
          onChange={setText}
          rows={3}
        />
        {typing.begun && (
          <MentionSuggestions
            area={area}
            query={typing.begun.query}
            onTake={typing.take}
            onClose={typing.close}
          />
        )}
      </div>
      <MentionNotice text={text} />
      <div className={styles.send}>
        <SubmitKeys />
        <Button
          variant="secondary"
          isPending={isPending}
          isDisabled={!text.trim()}
          onPress={send}
        >
          {t('comment.send')}
        </Button>
      </div>
    </SubmitArea>
  );
}
