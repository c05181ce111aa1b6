import { phraseOf } from '@countersign/plugin-governance-common';
import {
  NextPanel as Panel,
  SentenceText,
  useMyTeams,
} from '@countersign/plugin-governance-react';
import { ActionButton } from './ActionButton';
import { useChangePage } from './ChangeContext';
import { DeclineNotice } from './DeclineNotice';
import { nextActions } from './nextActions';
import { useChecklist } from './useChecklist';
import { useRefusedActions } from './useRefusedActions';

/**
 * What is needed next in a few words and a checklist: each condition that is not met, what mends it and its button. The
 * decision of an approver has a panel of its own, which on a phone comes after the plan.
 */
export function NextPanel() {
  const { detail } = useChangePage();
  const { next } = detail;
  const { primary, lines, others, refused } = nextActions(detail);
  const isDecision = next.verb === 'approve';
  const checklist = useChecklist(lines, primary);
  const who = useWaitingOn();
  return (
    <Panel
      text={<SentenceText sentence={phraseOf('text', next) ?? ''} />}
      who={next.verb && !isDecision ? who : []}
      primary={
        primary &&
        primary === next.verb &&
        !isDecision && <ActionButton verb={primary} variant="primary" />
      }
      lines={checklist}
      others={others.map(verb => ({
        id: verb,
        button: <ActionButton verb={verb} variant="secondary" />,
      }))}
      refused={useRefusedActions(refused)}
    >
      <DeclineNotice />
    </Panel>
  );
}

/** Those whose turn it is, and the reader where they may as well. */
function useWaitingOn(): readonly string[] {
  const { actions, next } = useChangePage().detail;
  const { user } = useMyTeams();
  const mayToo = actions.some(a => a.verb === next.verb && a.allowed);
  return user && mayToo && !next.who.includes(user)
    ? [...next.who, user]
    : next.who;
}
