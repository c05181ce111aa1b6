import {
  person,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { IncidentFacts } from '../../model';
import { room } from '../room';
import { CallOf, ok, Rules, Verdict } from '../verdict';
import { MOST } from '../world';

/** Who does what. */
export const workRules = {
  assign,
  'add-task': ({ tasks }) => room(tasks, MOST.tasks, 'tasks'),
  'finish-task': finishTask,
} satisfies Rules;

function assign({ roles }: IncidentFacts, { data }: CallOf<'assign'>): Verdict {
  return roles[data.role] === data.person
    ? refuse(
        'role',
        say`That is so already.`,
        'Name somebody else, or nobody.',
        ['person'],
      )
    : ok;
}

function finishTask(
  { tasks }: IncidentFacts,
  { data }: CallOf<'finish-task'>,
): Verdict {
  const task = tasks.find(each => each.id === data.task);
  if (!task) {
    return refuse('task', 'It has no such task.', 'Read it again.', ['task']);
  }
  return task.done
    ? refuse(
        'task',
        say`${person(task.done.by)} did it at ${time(task.done.at)}.`,
        'Nothing is left to do.',
      )
    : ok;
}
