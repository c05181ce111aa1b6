import { refuse } from '@countersign/plugin-governance-common';
import { DrillActor, DrillVerdict } from '../drill/judge';
import { DrillState } from '../drill/model';
import { Occasion, ScheduleFacts } from './model';

/** A person turns it on: it opens changes in that person's name. */
export function judgeTurnOn(
  { state, experiment }: ScheduleFacts,
  { by }: DrillActor,
): DrillVerdict {
  if (by !== 'person') {
    return refuse(
      'person',
      'Only a person turns a schedule on.',
      'Open the experiment in the portal and do it yourself.',
    );
  }
  return state === 'on'
    ? refuse(
        'state',
        `The schedule of ${experiment} is on already.`,
        'Nothing is to be done.',
      )
    : { ok: true };
}

/** To pause is safe, so everybody who may do it at all can, machines too. */
export function judgePause({ state, experiment }: ScheduleFacts): DrillVerdict {
  return state === 'on'
    ? { ok: true }
    : refuse(
        'state',
        `The schedule of ${experiment} is ${state}: only one that is on is paused.`,
        'Nothing is to be done.',
      );
}

/**
 * A drill is planned for a window that has not begun, once, while the schedule is on and no drill of it waits or runs. However
 * many windows were left out, there is one drill.
 */
export function judgeOccasion(
  { state, experiment, last }: ScheduleFacts,
  { start, end }: Occasion,
  { at, lastState }: { at: string; lastState?: DrillState },
): DrillVerdict {
  if (state !== 'on') {
    return refuse(
      'state',
      `The schedule of ${experiment} is ${state}.`,
      'Turn it on.',
    );
  }
  if (start <= at || end <= start) {
    return refuse(
      'window',
      `The window from ${start} to ${end} has begun.`,
      'Plan a drill for the next one.',
    );
  }
  if (!last) return { ok: true };
  if (start <= last.start) {
    return refuse(
      'window',
      `${last.drill} is planned for that window already.`,
      'Wait for the next one.',
    );
  }
  return lastState === 'planned' || lastState === 'running'
    ? refuse(
        'running',
        `${last.drill} of the same schedule is ${lastState}.`,
        `Wait until ${last.drill} is over, or cancel it.`,
      )
    : { ok: true };
}
