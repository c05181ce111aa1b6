import { Alert } from '@backstage/ui';
import {
  ActorLink,
  useMyTeams,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ActionButton } from './ActionButton';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';

/** Somebody else named the reader for a duty: whoever is not the one says so here. */
export function DeclineNotice() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { actions, approvals, duties } = useChangePage().detail;
  const { user } = useMyTeams();
  const naming = duties.named.find(({ who }) => who === user);
  const isOpen = actions.some(a => a.verb === 'decline' && a.allowed);
  if (!naming || !isOpen) return null;
  const isAsked = approvals?.requirements.some(r =>
    r.excluded.some(excluded => excluded.user === user),
  );
  return (
    <Alert
      status="info"
      icon
      description={
        <div className={styles.differences}>
          <span>
            <ActorLink actor={naming.by} /> {t(`change.decline.${naming.as}`)}{' '}
            {t(isAsked ? 'change.decline.thenApprove' : 'change.decline.say')}
          </span>
          <ActionButton verb="decline" variant="secondary" />
        </div>
      }
    />
  );
}
