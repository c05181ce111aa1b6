import { Alert, Button, TextAreaField } from '@backstage/ui';
import { ReactNode, useState } from 'react';
import { readRefusal } from '../../api/refusal';
import { useDraft } from '../../hooks';
import { Panel } from '../Panel';
import { SubmitArea, SubmitKeys } from '../SubmitArea';
import styles from './DraftPanel.module.css';

/**
 * A text that somebody drafts, such as a definition or policies, and tries out: nothing is saved. What was typed stays
 * through a reload, and when it is refused.
 */
export function DraftPanel(props: {
  title: string;
  lead: ReactNode;
  /** Label of the text. */
  label: string;
  rows: number;
  /** Names the draft among those that the browser keeps. */
  draftKey: string;
  /** What the button does: "Check". */
  action: string;
  /** What is said above the reason where it did not work. */
  failed: string;
  /** Something to begin with, offered while there is no text. */
  start?: { label: string; text(): string };
  /** What can be said of the text at once, while it is typed. */
  status?(text: string): ReactNode;
  /** What else is asked for, beneath the text. */
  options?: ReactNode;
  run(text: string): Promise<void>;
  children?: ReactNode;
}) {
  const { title, lead, label, rows, draftKey, action, failed } = props;
  const { start, status, options, run, children } = props;
  const [text, setText] = useDraft(draftKey);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const isEmpty = !text.trim();

  const submit = async () => {
    if (isPending || isEmpty) return;
    setPending(true);
    setFailure(undefined);
    try {
      await run(text);
    } catch (error) {
      setFailure(readRefusal(error).message);
    }
    setPending(false);
  };
  return (
    <Panel title={title}>
      <p className={styles.quiet}>{lead}</p>
      <SubmitArea onSubmit={submit}>
        <TextAreaField
          label={label}
          className={styles.editor}
          rows={rows}
          value={text}
          onChange={setText}
          isInvalid={failure !== undefined}
          spellCheck="false"
        />
      </SubmitArea>
      {!isEmpty && status?.(text)}
      {options}
      {failure !== undefined && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={failed}
          description={<span className={styles.failure}>{failure}</span>}
        />
      )}
      <div className={styles.buttons}>
        <Button
          variant="primary"
          isPending={isPending}
          isDisabled={isEmpty}
          onPress={submit}
        >
          {action}
        </Button>
        {start && isEmpty && (
          <Button variant="secondary" onPress={() => setText(start.text())}>
            {start.label}
          </Button>
        )}
        <SubmitKeys />
      </div>
      {children}
    </Panel>
  );
}
