import { MarkdownContent } from '@backstage/core-components';
import {
  ActorLink,
  Panel,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from './IncidentContext';
import styles from './IncidentPage.module.css';
import { UpdateButton } from './UpdateButton';
import { useAllowed } from './useAllowed';

/** What those are told who do not work on it, and when they hear more. */
export function UpdatePanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { update, updateOverdue } = useIncidentPage().detail.incident;
  const mayUpdate = useAllowed()('update');
  if (!update) return null;
  return (
    <Panel
      title={t('incident.section.update')}
      tone={updateOverdue ? 'danger' : undefined}
      aside={mayUpdate && <UpdateButton variant="tertiary" />}
    >
      <MarkdownContent content={update.text} />
      <p className={styles.quiet}>
        <ActorLink actor={update.by} hideIcon /> ·{' '}
        <RelativeTime instant={update.at} />
        {update.nextAt && (
          <>
            {' · '}
            {t(
              updateOverdue
                ? 'incident.update.overdue'
                : 'incident.update.next',
            )}{' '}
            <RelativeTime instant={update.nextAt} />
          </>
        )}
      </p>
    </Panel>
  );
}
