import { ProblemVerb } from '@countersign/plugin-incident-management-common';
import { CloseProblemDialog } from './dialogs/CloseProblemDialog';
import { EditProblemDialog } from './dialogs/EditProblemDialog';
import { KnownErrorDialog } from './dialogs/KnownErrorDialog';
import { OwnerDialog } from './dialogs/OwnerDialog';
import {
  asksForProblemWords,
  ProblemWordsDialog,
} from './dialogs/ProblemWordsDialog';
import { DuplicateDialog } from './dialogs/DuplicateDialog';
import { PlanFixDialog } from './dialogs/PlanFixDialog';

/** The dialog of a verb that takes more than a press. */
export function ProblemDialogOf(props: {
  verb: ProblemVerb;
  isOpen: boolean;
  onClose(): void;
}) {
  const { verb, ...dialog } = props;
  if (asksForProblemWords(verb)) {
    return <ProblemWordsDialog verb={verb} {...dialog} />;
  }
  switch (verb) {
    case 'know':
      return <KnownErrorDialog {...dialog} />;
    case 'plan-fix':
      return <PlanFixDialog {...dialog} />;
    case 'duplicate':
      return <DuplicateDialog {...dialog} />;
    case 'close':
      return <CloseProblemDialog {...dialog} />;
    case 'assign':
      return <OwnerDialog {...dialog} />;
    case 'edit':
      return <EditProblemDialog {...dialog} />;
    default:
      return null;
  }
}
