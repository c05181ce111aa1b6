import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Container } from '@backstage/ui';
import {
  DRILLS_SIGNAL_CHANNEL,
  Pull,
} from '@countersign/plugin-chaos-drills-common';
import {
  ActorLink,
  deniedReading,
  ErrorPanel,
  RelativeTime,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useEvery } from '../hooks/useEvery';
import { useLever } from '../hooks/useLever';
import { leverRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';

/** For those whose signals do not come through. */
const ASK_EVERY_MS = 15_000;

/** So many pulls stand in the banner; the page of the lever has all. */
const SHOWN = 3;

/** On every page of the area: who holds the lever, since when and why. Nothing where nobody does. */
export function LeverBanner() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { data, error, refetch } = useLever();
  // Their page says so; asked again, it is no other.
  const isDenied = deniedReading(error) !== undefined;
  useRefetchOnSignal(DRILLS_SIGNAL_CHANNEL, refetch);
  useEvery(isDenied ? undefined : ASK_EVERY_MS, refetch);
  const href = useRouteRef(leverRouteRef)?.();
  if (isDenied) return null;
  if (error) {
    return (
      <Container className={styles.banner}>
        <ErrorPanel what={t('lever.what')} error={error} onRetry={refetch} />
      </Container>
    );
  }
  const pulls = data?.pulls ?? [];
  if (pulls.length === 0) return null;
  return (
    <Container className={styles.banner}>
      <Alert
        role="status"
        status="danger"
        icon
        title={t('lever.held', { count: pulls.length })}
        description={<PullLines pulls={pulls.slice(0, SHOWN)} />}
        customActions={
          href && (
            <ButtonLink size="small" variant="secondary" href={href}>
              {t('lever.show')}
            </ButtonLink>
          )
        }
      />
    </Container>
  );
}

/** Who holds it, since when, and why, a line each. */
export function PullLines(props: { pulls: readonly Pull[] }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <ul className={styles.lines} aria-label={t('lever.holders')}>
      {props.pulls.map(({ id, by, at, reason }) => (
        <li key={id}>
          <ActorLink actor={by} />
          <span>
            {t('lever.since')} <RelativeTime instant={at} />
          </span>
          <span className={styles.grow}>{reason}</span>
        </li>
      ))}
    </ul>
  );
}
