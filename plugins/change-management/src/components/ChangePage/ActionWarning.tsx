import { Alert } from '@backstage/ui';
import { ActionState } from '@countersign/plugin-change-management-common';
import { useChangePage } from './ChangeContext';

/** What the reader should know before they do it. */
export function ActionWarning(props: { verb: ActionState['verb'] }) {
  const { actions } = useChangePage().detail;
  const warning = actions.find(a => a.verb === props.verb)?.warning;
  return warning ? <Alert status="warning" icon description={warning} /> : null;
}
