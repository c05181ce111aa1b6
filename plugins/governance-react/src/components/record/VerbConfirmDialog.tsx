import { ReactNode } from 'react';
import { VerbDialog } from './VerbDialog';
import { Verb } from './VerbState';

/** Says what will happen, and does it on a second press. */
export function VerbConfirmDialog<B>(props: {
  title: string;
  /** What the button that does it says. */
  action: string;
  verb: Verb<B>;
  body: B;
  isOpen: boolean;
  onClose(): void;
  /** What will happen. */
  children?: ReactNode;
}) {
  const { title, action, verb, body, isOpen, onClose, children } = props;
  const { run, ...state } = verb;
  const submit = async () => {
    if (await run(body)) onClose();
  };
  return (
    <VerbDialog
      title={title}
      action={action}
      state={state}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
    >
      {children}
    </VerbDialog>
  );
}
