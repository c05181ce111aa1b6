import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  ActorLink,
  EntityLinks,
  RecordHeader,
  RecordMeta,
  RunningClock,
  Stepper,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Incident } from '@countersign/plugin-incident-management-common';
import { rootRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { Marks, PriorityBadge, StateBadge, stateLooks } from '../badges';
import { stepsOf } from './stepsOf';

/** So many of what is hit stand in the header. */
const ENTITIES = 4;

/** What is wrong, how urgent it is, for how long, and where it stands. */
export function IncidentHeader({ incident }: { incident: Incident }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const list = useRouteRef(rootRouteRef)?.();
  const { state, times, hold, opened, team, entities } = incident;
  const over = times.restored ?? times.resolved;
  return (
    <RecordHeader
      number={incident.number}
      title={incident.title}
      ways={list && <Link href={list}>← {t('incident.all')}</Link>}
      chips={
        <>
          <StateBadge state={state} />
          <PriorityBadge impact={incident.impact} urgency={incident.urgency} />
          <Marks incident={incident} />
          {state !== 'canceled' && (
            <span>
              {t(over ? 'incident.impactOver' : 'incident.impact')}{' '}
              <RunningClock since={times.started} until={over} />
            </span>
          )}
        </>
      }
    >
      <RecordMeta>
        <EntityLinks
          entityRefs={entities}
          most={ENTITIES}
          label={t('incident.entities')}
        />
        <span>
          {t('incident.declared')} <ActorLink actor={opened.by} />
        </span>
        {team && (
          <span>
            {t('incident.team')} <ActorLink actor={team} />
          </span>
        )}
      </RecordMeta>
      <Stepper
        label={t('incident.steps')}
        steps={stepsOf(incident).map(({ id, mark }) => ({
          id,
          label: t(`shared.state.${id}`),
          icon: stateLooks[id].icon,
          mark,
          note:
            mark === 'held' && hold
              ? t('incident.mark.held', {
                  reason: t(`shared.hold.${hold.reason}`),
                })
              : undefined,
          current: mark !== 'later' && id === state,
        }))}
      />
    </RecordHeader>
  );
}
