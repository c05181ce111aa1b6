import {
  ActorLink,
  RelativeTime,
  ShortTime,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RotationView } from '@countersign/plugin-incident-management-common';
import { RiUserUnfollowLine } from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './OnCallPage.module.css';

/** Who is on call now and until when, and who is next; that nobody is, or cannot react, is said. */
export function NowAndNext({ rotation }: { rotation: RotationView }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { now, next, gaps } = rotation;
  const hasLeft =
    now && gaps.some(({ left, start }) => left === now.who && start < now.end);
  return (
    <dl className={styles.facts}>
      <dt>{t('onCall.rotation.now')}</dt>
      <dd>
        {now ? (
          <>
            <ActorLink actor={now.who} />{' '}
            {hasLeft && (
              <ToneBadge tone="danger" icon={RiUserUnfollowLine}>
                {t('onCall.rotation.leftNow')}
              </ToneBadge>
            )}{' '}
            {now.override && `(${t('onCall.rotation.by')}) `}
            <span className={styles.quiet}>
              {t('onCall.rotation.until')} <ShortTime instant={now.end} /> ·{' '}
              <RelativeTime instant={now.end} />
            </span>
          </>
        ) : (
          <ToneBadge tone="danger" icon={RiUserUnfollowLine}>
            {t('onCall.rotation.nobody')}
          </ToneBadge>
        )}
      </dd>
      <dt>{t('onCall.rotation.next')}</dt>
      <dd>
        {next ? (
          <>
            <ActorLink actor={next.who} />{' '}
            {next.override && `(${t('onCall.rotation.by')}) `}
            <span className={styles.quiet}>
              {t('onCall.rotation.from')} <ShortTime instant={next.start} />
            </span>
          </>
        ) : (
          <span className={styles.quiet}>
            {t('onCall.rotation.nobodyNext')}
          </span>
        )}
      </dd>
    </dl>
  );
}
