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
  const inTeam = among(team);
  const isHit = among(entityRef);
  const isService = among(service);
  const hasPriority = among(priority);
  const isFrom = among<string>(source);
  return incident =>
    inTeam(incident.team) &&
    (entityRef === undefined || incident.entities.some(isHit)) &&
    isService(incident.entities[0]) &&
    hasPriority(incident.worstPriority) &&
    isFrom(incident.source);
}

/** Whether a value is one of those that are wanted, of which there may be thousands. */
function among<T>(
  wanted: readonly T[] | undefined,
): (value: T | undefined) => boolean {
  if (wanted === undefined) return () => true;
  const known = new Set(wanted);
  return value => value !== undefined && known.has(value);
}
