import { TimelineSource, useTexts } from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../api';
import { SeverityBadge } from '../components/alerts';
import { AlertBadge } from '../components/badges';
import { shareText } from '../components/figures';
import { serviceLevelsTranslationRef } from '../translation';
import { pathsOf } from './pathsOf';
import { AllAlertsText } from './Texts';

/** A lane holds no more of them. */
const MOST = 100;

/** The alerts of an entity, by when they fired or were over. */
export const loadTimeline: TimelineSource['load'] = async ({
  apis,
  signal,
  entityRef,
}) => {
  const paths = pathsOf(apis);
  const { items } = await apis
    .get(serviceLevelsApiRef)!
    .listAlerts(
      { component: [entityRef], state: ['firing', 'resolved'], limit: MOST },
      { signal },
    );
  const all = paths.alerts({ component: [entityRef] });
  return {
    entries: items.map(alert => ({
      id: alert.number,
      at: alert.resolvedAt ?? alert.firedAt ?? alert.pendingSince,
      record: alert.number,
      href: paths.alert(alert.number),
      title: alert.title,
      state: <Badges alert={alert} />,
    })),
    marks: items.map(
      ({ number, title, firedAt, pendingSince, resolvedAt }) => ({
        ...{ id: number, record: number, title, href: paths.alert(number) },
        at: firedAt ?? pendingSince,
        ...(resolvedAt && { end: resolvedAt }),
      }),
    ),
    more:
      all && items.length > 0
        ? { text: <AllAlertsText />, href: all }
        : undefined,
  };
};

function Badges({ alert }: { alert: AlertView }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { spent, state } = alert;
  return (
    <>
      <AlertBadge state={alert.state} />{' '}
      <SeverityBadge severity={alert.severity} />{' '}
      {spent !== undefined && (
        <span>
          {t(`entity.timeline.${state === 'firing' ? 'firing' : 'over'}`, {
            share: shareText(spent),
          })}
        </span>
      )}
    </>
  );
}
