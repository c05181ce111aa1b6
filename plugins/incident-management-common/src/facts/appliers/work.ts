import { IncidentFacts, Task } from '../../model';
import { Appliers, handed, without } from '../applier';

/** Who does what. */
export const workAppliers = {
  'incident.assigned': (facts, { role, person }, signed) => {
    const roles = without(facts.roles, role) as IncidentFacts['roles'];
    if (person === undefined) return { ...facts, roles };
    return handed(
      { ...facts, roles: { ...roles, [role]: person } },
      { ...signed, by: person },
    );
  },
  'incident.task_added': (facts, task, { id }) => ({
    ...facts,
    tasks: [...facts.tasks, compacted({ id, ...task })],
  }),
  'incident.task_done': (facts, { task }, { by, at }) => ({
    ...facts,
    tasks: facts.tasks.map(each =>
      each.id === task && !each.done ? { ...each, done: { by, at } } : each,
    ),
  }),
} satisfies Appliers;

function compacted<T extends Task>(task: T): T {
  return Object.fromEntries(
    Object.entries(task).filter(([, value]) => value !== undefined),
  ) as T;
}
