import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  ActorLink,
  Countdown,
  Digest,
  EntityLink,
  Panel,
  RelativeTime,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { calendarRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { counts } from './counts';

/** When, where, by whom and what exactly. */
export function SchedulePanel() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { change } = useChangePage().detail;
  const calendar = useRouteRef(calendarRouteRef)?.();
  const { source } = change;
  return (
    <Panel
      title={t('change.section.schedule')}
      aside={
        calendar &&
        change.window && (
          <Link href={`${calendar}?date=${change.window.start.slice(0, 10)}`}>
            {t('change.schedule.calendar')}
          </Link>
        )
      }
    >
      <dl className={styles.facts}>
        <dt>{t('change.schedule.window')}</dt>
        <dd>
          <WindowText window={change.window} hideRelative />
          {change.window && counts(change) && (
            <div className={styles.quiet}>
              <Countdown window={change.window} />
            </div>
          )}
        </dd>
        {change.hold && (
          <>
            <dt>{t('change.schedule.onHold')}</dt>
            <dd>
              <RelativeTime instant={change.hold.since} />{' '}
              {t('change.hands.by')} <ActorLink actor={change.hold.by} />
            </dd>
          </>
        )}
        <dt>{t('change.schedule.environment')}</dt>
        <dd>{change.environment}</dd>
        <dt>{t('change.schedule.implementer')}</dt>
        <dd>
          {change.implementer ? (
            <EntityLink entityRef={change.implementer} />
          ) : (
            t('change.schedule.none')
          )}
        </dd>
        {change.commit && (
          <>
            <dt>{t('change.schedule.commit')}</dt>
            <dd>
              <Digest value={change.commit} />
            </dd>
          </>
        )}
        {change.implementationStartedAt && (
          <>
            <dt>{t('change.schedule.started')}</dt>
            <dd>
              <RelativeTime instant={change.implementationStartedAt} />
            </dd>
          </>
        )}
        {change.implementationEndedAt && (
          <>
            <dt>{t('change.schedule.ended')}</dt>
            <dd>
              <RelativeTime instant={change.implementationEndedAt} />
            </dd>
          </>
        )}
        <dt>{t('change.schedule.source')}</dt>
        <dd className={styles.wrap}>
          {[source.kind, source.repository, source.workspace, source.runId]
            .filter(Boolean)
            .join(' · ')}
        </dd>
      </dl>
    </Panel>
  );
}
