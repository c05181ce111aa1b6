import { TimedIncident } from './figures';

/** Which incidents figures are narrowed to. */
export interface Narrowing {
  team?: readonly string[];
  entityRef?: readonly string[];
  /** What is named first. */
  service?: readonly string[];
  priority?: readonly number[];
  source?: readonly string[];
}

/** Whether an incident is one of those. */
export function narrowedBy({
  team,
  entityRef,
  service,
  priority,
  source,
}: Narrowing): (incident: TimedIncident) => boolean {
  const among = <T>(wanted: readonly T[] | undefined, value: T | undefined) =>
    wanted === undefined || (value !== undefined && wanted.includes(value));
  return incident =>
    among(team, incident.team) &&
    (entityRef === undefined ||
      incident.entities.some(each => entityRef.includes(each))) &&
    among(service, incident.entities[0]) &&
    among(priority, incident.worstPriority) &&
    among<string>(source, incident.source);
}
