import {
  Incident,
  IncidentLimits,
  isOpen,
  priorityOf,
} from '@countersign/plugin-incident-management-common';
import { StoredIncident } from '../database/IncidentStore';

/** An incident as its readers get it. */
export function viewOf(
  { id, version, updatedAt, facts }: StoredIncident,
  now: Date,
  limits: IncidentLimits,
): Incident {
  const { authors: _authors, ...told } = facts;
  const { state, resolution, update } = facts;
  return {
    ...told,
    id,
    version,
    updatedAt,
    priority: priorityOf(facts.impact, facts.urgency),
    updateOverdue:
      isOpen(state) &&
      update?.nextAt !== undefined &&
      Date.parse(update.nextAt) < now.getTime(),
    ...(state === 'resolved' &&
      resolution && {
        closesAt: new Date(
          Date.parse(resolution.at) + limits.closeAfter,
        ).toISOString(),
      }),
  };
}
