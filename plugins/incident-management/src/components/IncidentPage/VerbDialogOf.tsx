import { AskedVerb } from '@countersign/plugin-incident-management-common';
import { CancelDialog } from './dialogs/CancelDialog';
import { CloseDialog } from './dialogs/CloseDialog';
import { EditDialog } from './dialogs/EditDialog';
import { HoldDialog } from './dialogs/HoldDialog';
import { MergeDialog } from './dialogs/MergeDialog';
import { PriorityDialog } from './dialogs/PriorityDialog';
import { RestrictDialog } from './dialogs/RestrictDialog';
import { SplitDialog } from './dialogs/SplitDialog';
import { asksForWords, WordsDialog } from './dialogs/WordsDialog';

/** The dialog of a verb that takes more than a press. */
export function VerbDialogOf(props: {
  verb: AskedVerb;
  isOpen: boolean;
  onClose(): void;
}) {
  const { verb, ...dialog } = props;
  if (asksForWords(verb)) return <WordsDialog verb={verb} {...dialog} />;
  switch (verb) {
    case 'hold':
      return <HoldDialog {...dialog} />;
    case 'cancel':
      return <CancelDialog {...dialog} />;
    case 'close':
      return <CloseDialog {...dialog} />;
    case 'prioritize':
      return <PriorityDialog {...dialog} />;
    case 'merge':
      return <MergeDialog {...dialog} />;
    case 'split':
      return <SplitDialog {...dialog} />;
    case 'edit':
      return <EditDialog {...dialog} />;
    case 'restrict':
      return <RestrictDialog {...dialog} />;
    default:
      return null;
  }
}
