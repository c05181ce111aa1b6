import { IncidentResource } from '@countersign/plugin-incident-management-node';
import { Reader } from '../access/IncidentAccess';
import { RememberedIncident } from './IncidentMemory';

/** Whether a reader sees an incident. Many are alike to the rules, so each kind is asked about once. */
export function seenBy(
  reader: Reader,
): (incident: RememberedIncident) => boolean {
  const known = new Map<IncidentResource, boolean>();
  return incident => {
    if (!reader.sees(incident)) return false;
    const { resource } = incident;
    let allowed = known.get(resource);
    if (allowed === undefined) {
      allowed = reader.rights.mayWith('read', resource);
      known.set(resource, allowed);
    }
    return allowed;
  };
}
