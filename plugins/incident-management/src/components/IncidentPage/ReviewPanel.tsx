import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import {
  ActorLink,
  Panel,
  RelativeTime,
  useTexts,
  VerbButton,
} from '@countersign/plugin-governance-react';
import { reviewRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { ReviewBadge } from '../badges';
import { useIncidentPage } from './IncidentContext';
import styles from './IncidentPage.module.css';
import { useAllowed } from './useAllowed';
import { useVerb } from './useVerb';

/** Whether somebody writes down what is learned from it, and the way there. */
export function ReviewPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number, review } = useIncidentPage().detail.incident;
  const mayStart = useAllowed()('start-review');
  const start = useVerb('start-review');
  const href = useRouteRef(reviewRouteRef)?.({ number });
  if (!review && !mayStart) return null;
  return (
    <Panel
      title={t('review.title')}
      aside={review && <ReviewBadge review={review} />}
    >
      {review ? (
        <>
          <p className={styles.line}>
            {t('review.revision', { revision: String(review.revision) })} ·{' '}
            {t('review.author')} <ActorLink actor={review.author} hideIcon /> ·{' '}
            <RelativeTime instant={review.edited.at} />
          </p>
          {href && (
            <div className={styles.act}>
              <ButtonLink href={href} size="small" variant="secondary">
                {t('review.open')}
              </ButtonLink>
            </div>
          )}
        </>
      ) : (
        <>
          <p className={styles.quiet}>{t('review.lead')}</p>
          <div className={styles.act}>
            <VerbButton
              verb={start}
              body={{}}
              action={t('verbs.verb.start-review')}
              variant="secondary"
              size="small"
            />
          </div>
        </>
      )}
    </Panel>
  );
}
