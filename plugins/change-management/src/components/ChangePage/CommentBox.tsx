import {
  CommentBox as Box,
  RefusalNotice,
} from '@countersign/plugin-governance-react';
import { useChangePage } from './ChangeContext';
import { useVerb } from './useVerb';

/** Where the reader says something about the change, or why they cannot. */
export function CommentBox() {
  const { change, actions } = useChangePage().detail;
  const { run, isPending, refusal, moved } = useVerb('comment');
  const action = actions.find(a => a.verb === 'comment');
  if (!action) return null;
  return (
    <Box
      draftKey={`${change.number}/comment`}
      isPending={isPending}
      refused={
        action.allowed
          ? undefined
          : [action.message, action.remedy].filter(Boolean).join(' ')
      }
      onSend={text => run({ text })}
    >
      {refusal && <RefusalNotice refusal={refusal} moved={moved} />}
    </Box>
  );
}
