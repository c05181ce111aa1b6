import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { Review } from '@countersign/plugin-incident-management-common';
import { RiCheckLine, RiDraftLine, RiEditLine } from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';

/** Whether a review is a draft, published, or written on since. */
export function ReviewBadge({ review }: { review: Review }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { published, revision } = review;
  if (!published) {
    return (
      <ToneBadge tone="info" icon={RiDraftLine}>
        {t('review.state.draft')}
      </ToneBadge>
    );
  }
  return published.revision === revision ? (
    <ToneBadge tone="success" icon={RiCheckLine}>
      {t('review.state.published')}
    </ToneBadge>
  ) : (
    <ToneBadge tone="warning" icon={RiEditLine}>
      {t('review.state.revised')}
    </ToneBadge>
  );
}
