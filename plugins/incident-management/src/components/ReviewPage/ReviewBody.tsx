import { MarkdownContent } from '@backstage/core-components';
import { Alert, Button, Select } from '@backstage/ui';
import { Panel, useTexts } from '@countersign/plugin-governance-react';
import {
  ReviewDetail,
  reviewSections,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useAllowed } from '../IncidentPage/useAllowed';
import { hasKept } from './reviewDraft';
import { ReviewActions } from './ReviewActions';
import { ReviewEditor } from './ReviewEditor';
import styles from './ReviewPage.module.css';

/** The words of a review: read by everybody, and written on by its author. */
export function ReviewBody({ shown }: { shown: ReviewDetail }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const mayEdit = useAllowed()('edit-review');
  const isLatest = shown.revision === shown.review.revision;
  // What was typed before the page was left is there again.
  const [isEditing, setEditing] = useState(() => hasKept(number));
  if (isEditing && mayEdit && isLatest) {
    return <ReviewEditor shown={shown} onDone={() => setEditing(false)} />;
  }
  const { content, budget } = shown;
  return (
    <>
      <div className={styles.buttons}>
        {mayEdit && isLatest && (
          <Button variant="secondary" onPress={() => setEditing(true)}>
            {t('review.edit')}
          </Button>
        )}
        {isLatest && <ReviewActions />}
        <Revisions shown={shown} />
      </div>
      {!isLatest && <Older shown={shown} />}
      {budget.state === 'unknown' && (
        <Alert status="warning" icon title={t('review.budgetUnknown')} />
      )}
      {reviewSections.map(section => (
        <Panel
          key={section}
          title={t(`review.section.${section}`)}
          className={styles.section}
        >
          {content[section] ? (
            <MarkdownContent content={content[section]} />
          ) : (
            <p className={styles.quiet}>{t('review.empty')}</p>
          )}
        </Panel>
      ))}
    </>
  );
}

/** Which revision is shown; it stands in the address. */
function Revisions({ shown }: { shown: ReviewDetail }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const [, setSearch] = useSearchParams();
  const { revisions, review, revision } = shown;
  if (revisions.length < 2) return null;
  return (
    <div className={styles.select}>
      <Select
        aria-label={t('review.revisions')}
        size="small"
        options={revisions.map(each => ({
          id: String(each.revision),
          label: t(
            each.revision === review.revision
              ? 'review.latest'
              : 'review.revision',
            { revision: String(each.revision) },
          ),
        }))}
        value={String(revision)}
        onChange={key =>
          setSearch(
            Number(key) === review.revision ? {} : { revision: String(key) },
          )
        }
      />
    </div>
  );
}

function Older({ shown }: { shown: ReviewDetail }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const [, setSearch] = useSearchParams();
  return (
    <Alert
      status="info"
      icon
      title={t('review.older', {
        revision: String(shown.revision),
        latest: String(shown.review.revision),
      })}
      customActions={
        <Button size="small" variant="tertiary" onPress={() => setSearch({})}>
          {t('review.toLatest')}
        </Button>
      }
    />
  );
}
