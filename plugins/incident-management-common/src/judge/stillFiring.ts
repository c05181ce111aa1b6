import { IncidentFacts } from '../model';

/** How many of its alerts fire, in words. */
export function stillFiring({ alerts }: Pick<IncidentFacts, 'alerts'>): string {
  return alerts.firing === 1
    ? 'One of its alerts still fires.'
    : `${alerts.firing} of its alerts still fire.`;
}
