import { CallerKind } from '@countersign/plugin-governance-common';
import { IncidentEntry } from '../facts';

/** Who wrote an entry, as the judge knows them. */
export function kindOf({
  actor,
  data,
}: Pick<IncidentEntry, 'actor' | 'data'>): CallerKind {
  if (actor === 'plugin:incident-management') return 'system';
  if (!actor.startsWith('user:')) return 'service';
  const { via } = (data ?? {}) as { via?: unknown };
  return via === undefined ? 'person' : 'assisted';
}
