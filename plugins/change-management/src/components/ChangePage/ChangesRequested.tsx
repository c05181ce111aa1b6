import { MarkdownContent } from '@backstage/core-components';
import {
  ActorLink,
  Panel,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';

/** What approvers want changed first, and who; nothing when nobody does. */
export function ChangesRequested() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { changesRequested } = useChangePage().detail;
  if (!changesRequested.length) return null;
  return (
    <Panel title={t('change.section.changesRequested')} tone="danger">
      {changesRequested.map(request => (
        <div key={request.id}>
          <p className={styles.inline}>
            <ActorLink actor={request.approver} />
            <span className={styles.quiet}>
              {t('change.approvals.for')} <ActorLink actor={request.group} /> ·{' '}
              <RelativeTime instant={request.requestedAt} />
            </span>
          </p>
          <div className={styles.words}>
            <MarkdownContent content={request.comment} />
          </div>
        </div>
      ))}
      <p className={styles.quiet}>{t('change.approvals.requestedLead')}</p>
    </Panel>
  );
}
