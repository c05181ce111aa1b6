import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { RiPauseCircleLine, RiTestTubeLine } from '@remixicon/react';
import {
  ActorLink,
  CopyButton,
  Countdown,
  EntityLink,
  ToneBadge,
  WindowText,
} from '@countersign/plugin-governance-react';
import { useNewChangeLink } from '../../hooks/useNewChangeLink';
import { rootRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge, StateBadge, TypeBadge } from '../badges';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { counts } from './counts';
import { Stepper } from './Stepper';

/** What this is, what state it is in, when, by whom and on what. */
export function ChangeHeader() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { change, journey } = useChangePage().detail;
  const list = useRouteRef(rootRouteRef)?.();
  const clone = useNewChangeLink()({ from: change.number });
  return (
    <header className={styles.header}>
      <span className={styles.ways}>
        {list && (
          <Link href={list} color="secondary" variant="body-small">
            ← {t('change.allChanges')}
          </Link>
        )}
        {clone && (
          <Link href={clone} color="secondary" variant="body-small">
            {t('change.clone')}
          </Link>
        )}
      </span>
      <div className={styles.titleRow}>
        <span className={styles.number}>
          {change.number}
          <CopyButton text={change.number} />
        </span>
        <Text as="h1" variant="title-small" weight="bold">
          {change.title}
        </Text>
      </div>
      <div className={styles.meta}>
        <StateBadge state={change.state} />
        <TypeBadge type={change.type} />
        <RiskBadge risk={change.risk} />
        {change.onHold && (
          <ToneBadge tone="warning" icon={RiPauseCircleLine}>
            {t('shared.onHold')}
          </ToneBadge>
        )}
        {change.demo && (
          <ToneBadge tone="neutral" icon={RiTestTubeLine}>
            {t('shared.demo')}
          </ToneBadge>
        )}
        <span>
          <WindowText window={change.window} hideRelative />
          {change.window && counts(change) && (
            <>
              {' · '}
              <strong>
                <Countdown window={change.window} />
              </strong>
            </>
          )}
        </span>
      </div>
      <div className={styles.meta}>
        <span className={styles.inline}>
          <span className={styles.quiet}>{t('change.header.requestedBy')}</span>
          <ActorLink actor={change.requester} />
        </span>
        <ul className={styles.itemList} aria-label={t('change.header.items')}>
          {change.items.slice(0, 8).map(item => (
            <li key={item}>
              <EntityLink entityRef={item} />
            </li>
          ))}
          {change.items.length > 8 && (
            <li title={change.items.slice(8).join('\n')}>
              {t('list.moreItems', { n: String(change.items.length - 8) })}
            </li>
          )}
        </ul>
        <span className={styles.quiet}>
          {t('change.header.in')} {change.environment}
        </span>
      </div>
      <Stepper journey={journey} />
    </header>
  );
}
