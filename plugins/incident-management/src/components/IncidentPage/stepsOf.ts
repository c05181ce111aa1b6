import { StepMark } from '@countersign/plugin-governance-react';
import {
  Incident,
  IncidentState,
} from '@countersign/plugin-incident-management-common';

const usual: IncidentState[] = ['new', 'in-progress', 'resolved', 'closed'];

/**
 * The states an incident has been in, is in and goes through. On hold it is under way and waits; one that was canceled goes
 * nowhere from where it was.
 */
export function stepsOf({
  state,
  acknowledged,
}: Pick<Incident, 'state' | 'acknowledged'>): {
  id: IncidentState;
  mark: StepMark;
}[] {
  if (state === 'canceled') {
    const been: IncidentState[] = acknowledged
      ? ['new', 'in-progress']
      : ['new'];
    return [
      ...been.map(id => ({ id, mark: 'done' as const })),
      { id: state, mark: 'now' },
    ];
  }
  const way = usual.map(id =>
    id === 'in-progress' && state === 'on-hold' ? state : id,
  );
  const all: IncidentState[] = state === 'triage' ? ['triage', ...way] : way;
  const at = all.indexOf(state);
  return all.map((id, i) => {
    if (i > at) return { id, mark: 'later' };
    if (i < at || id === 'closed') return { id, mark: 'done' };
    return { id, mark: id === 'on-hold' ? 'held' : 'now' };
  });
}
