import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  ActorLink,
  RecordHeader,
  RecordMeta,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { Marks, PriorityBadge, ReviewBadge, StateBadge } from '../badges';
import { useIncidentPage } from '../IncidentPage/IncidentContext';

/** Of which incident it is, who writes it, and whether it is published. */
export function ReviewHeader() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { incident } = useIncidentPage().detail;
  const { number, title, review, state, impact, urgency } = incident;
  const href = useRouteRef(incidentRouteRef)?.({ number });
  return (
    <RecordHeader
      number={number}
      title={`${t('review.title')}: ${title}`}
      ways={href && <Link href={href}>← {t('review.incident')}</Link>}
      chips={
        <>
          {review && <ReviewBadge review={review} />}
          <StateBadge state={state} />
          <PriorityBadge impact={impact} urgency={urgency} />
          <Marks incident={incident} />
        </>
      }
    >
      {review && (
        <RecordMeta>
          <span>
            {t('review.revision', { revision: String(review.revision) })} ·{' '}
            {t('review.author')} <ActorLink actor={review.author} /> ·{' '}
            <RelativeTime instant={review.edited.at} />
          </span>
          {review.published && (
            <span>
              {t('review.publishedAt')}{' '}
              <RelativeTime instant={review.published.at} />
            </span>
          )}
        </RecordMeta>
      )}
    </RecordHeader>
  );
}
