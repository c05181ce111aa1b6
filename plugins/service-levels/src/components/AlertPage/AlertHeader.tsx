import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  ActorLink,
  EntityLink,
  RecordHeader,
  RecordMeta,
  RelativeTime,
  spanText,
  Step,
  Stepper,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  AlertState,
  AlertView,
} from '@countersign/plugin-service-levels-common';
import { alertsRouteRef, objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { SeverityBadge } from '../alerts';
import { AlertBadge, alertLooks } from '../badges';

/** What fires, since when, of whom, and how loud. */
export function AlertHeader({ alert }: { alert: AlertView }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const list = useRouteRef(alertsRouteRef)?.();
  const objective = useRouteRef(objectiveRouteRef)?.({ id: alert.objective });
  const { firedAt, pendingSince, resolvedAt, component, owner } = alert;
  const began = firedAt ?? pendingSince;
  return (
    <RecordHeader
      number={alert.number}
      title={alert.title}
      list={{ href: list, text: t('alerts.page.all') }}
      ways={
        <>
          {objective && (
            <Link href={objective}>{t('alerts.page.objective')} →</Link>
          )}
          {alert.runbook && (
            <Link href={alert.runbook}>{t('alerts.page.runbook')} →</Link>
          )}
        </>
      }
      chips={
        <>
          <AlertBadge state={alert.state} />
          <SeverityBadge severity={alert.severity} />
          {component && <EntityLink entityRef={component} />}
        </>
      }
    >
      <RecordMeta>
        <span>
          {t(firedAt ? 'alerts.page.fired' : 'alerts.page.pending')}{' '}
          <RelativeTime instant={began} />
        </span>
        {resolvedAt && (
          <span>
            {t('alerts.page.over')} <RelativeTime instant={resolvedAt} /> ·{' '}
            {t('alerts.page.lasted', {
              span: spanText(Date.parse(resolvedAt) - Date.parse(began)),
            })}
          </span>
        )}
        {owner && (
          <span>
            {t('alerts.page.owned')} <ActorLink actor={owner} />
          </span>
        )}
      </RecordMeta>
      <Stepper
        label={t('alerts.page.steps')}
        steps={stepsOf(alert.state).map(({ id, mark }) => ({
          id,
          label: t(`alerts.state.${id}`),
          icon: alertLooks[id].icon,
          mark,
          current: id === alert.state,
        }))}
      />
    </RecordHeader>
  );
}

/** Most go from pending over firing to resolved; one that goes away before it fires is withdrawn. */
function stepsOf(state: AlertState): { id: AlertState; mark: Step['mark'] }[] {
  const way: AlertState[] =
    state === 'withdrawn'
      ? ['pending', 'withdrawn']
      : ['pending', 'firing', 'resolved'];
  const at = way.indexOf(state);
  return way.map((id, i) => {
    if (i > at) return { id, mark: 'later' };
    // What is over is done, and not under way.
    const isOver = at === way.length - 1;
    return { id, mark: i < at || isOver ? 'done' : 'now' };
  });
}
