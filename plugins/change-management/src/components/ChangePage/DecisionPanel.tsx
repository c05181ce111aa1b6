import {
  Panel,
  RefusedActionList,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ActionButton } from './ActionButton';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { nextActions, refusedOnce } from './nextActions';
import { SinceYouLooked } from './SinceYouLooked';
import { useRefusedActions } from './useRefusedActions';

const decisions = ['approve', 'request-changes', 'reject'] as const;

/** Guards that say that nobody is asked now. */
const notAsked = ['state', 'verb', 'type', 'permission', 'approvers'];

/** Where an approver decides. On a phone it stands after what is decided about. */
export function DecisionPanel() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { detail } = useChangePage();
  const { primary } = nextActions(detail);
  const asked = detail.actions.filter(
    ({ verb, allowed, guard = '' }) =>
      decisions.some(d => d === verb) &&
      // Approve says why neither is open.
      (allowed || (verb !== 'request-changes' && !notAsked.includes(guard))),
  );
  const open = decisions.filter(verb =>
    asked.some(action => action.verb === verb && action.allowed),
  );
  const refused = useRefusedActions(
    refusedOnce(asked.filter(action => !action.allowed)),
  );
  if (!asked.length) return null;
  return (
    <div id="decision" data-place="after-main">
      <Panel title={t('change.section.decision')}>
        {open.length > 0 && <SinceYouLooked />}
        {open.length > 0 && (
          <div className={styles.actions}>
            {open.map(verb => (
              <ActionButton
                key={verb}
                verb={verb}
                variant={verb === primary ? 'primary' : 'secondary'}
              />
            ))}
          </div>
        )}
        <RefusedActionList refused={refused} />
      </Panel>
    </div>
  );
}
