import { ReactNode } from 'react';
import { useDraft } from '../../hooks/useDraft';
import { VerbDialog } from './VerbDialog';
import { Verb } from './VerbState';

/** Asks for a few words and does it. The words are kept until it is done. */
export function VerbTextDialog<B>(props: {
  title: string;
  /** What the button that does it says. */
  action: string;
  textLabel: string;
  /** Names the words, over all areas: a record's number stands first. */
  draftKey: string;
  verb: Verb<B>;
  /** Nothing is sent without one. */
  bodyOf(text: string): B | undefined;
  /** The text must be there. */
  required?: boolean;
  /** Something has to be done first. */
  blocked?: boolean;
  destructive?: boolean;
  isOpen: boolean;
  onClose(): void;
  /** Above the text: what it is about. */
  children?: ReactNode;
}) {
  const { draftKey, verb, bodyOf, onClose, children, ...dialog } = props;
  const { run, ...state } = verb;
  const [text, setText] = useDraft(draftKey);
  const submit = async () => {
    const body = bodyOf(text.trim());
    if (body && (await run(body))) {
      setText('');
      onClose();
    }
  };
  return (
    <VerbDialog
      {...dialog}
      text={text}
      onText={setText}
      state={state}
      onClose={onClose}
      onSubmit={submit}
    >
      {children}
    </VerbDialog>
  );
}
