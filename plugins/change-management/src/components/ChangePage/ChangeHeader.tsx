import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  RiPauseCircleLine,
  RiShieldCheckLine,
  RiTestTubeLine,
} from '@remixicon/react';
import {
  ActorLink,
  Countdown,
  EntityLinks,
  RecordHeader,
  RecordMeta,
  Stepper,
  ToneBadge,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { useNewChangeLink } from '../../hooks/useNewChangeLink';
import { rootRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge, StateBadge, stateIcons, TypeBadge } from '../badges';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { counts } from './counts';

/** Marks that the color and icon alone do not say. */
const noted = ['held', 'rejected', 'owed', 'skipped'] as const;

/** What this is, what state it is in, when, by whom and on what. */
export function ChangeHeader() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { change, journey } = useChangePage().detail;
  const list = useRouteRef(rootRouteRef)?.();
  const clone = useNewChangeLink()({ from: change.number });
  return (
    <RecordHeader
      number={change.number}
      title={change.title}
      ways={
        <>
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
        </>
      }
      chips={
        <>
          <StateBadge state={change.state} />
          <TypeBadge type={change.type} />
          <RiskBadge risk={change.risk} />
          {change.reliabilityFix && (
            <ToneBadge tone="info" icon={RiShieldCheckLine}>
              {t('change.subject.reliabilityFix')}
            </ToneBadge>
          )}
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
        </>
      }
    >
      <RecordMeta>
        <span className={styles.inline}>
          <span className={styles.quiet}>{t('change.header.requestedBy')}</span>
          <ActorLink actor={change.requester} />
        </span>
        <EntityLinks
          label={t('change.header.items')}
          entityRefs={change.items}
          most={8}
        />
        <span className={styles.quiet}>
          {t('change.header.in')} {change.environment}
        </span>
      </RecordMeta>
      <Stepper
        label={t('change.header.steps')}
        steps={journey.map(({ state, mark, current }) => {
          const word = noted.find(each => each === mark);
          return {
            id: state,
            label: t(`shared.state.${state}`),
            icon: stateIcons[state],
            mark,
            note: word && t(`change.header.mark.${word}`),
            current,
          };
        })}
      />
    </RecordHeader>
  );
}
