import { RemixiconComponentType } from '@remixicon/react';
import { Step, StepMark } from './Stepper';

/** The steps of a record that goes through states one after the other, and is in one of them. */
export function stepsThrough<S extends string>(
  states: readonly S[],
  state: S,
  lookOf: (state: S) => { label: string; icon: RemixiconComponentType },
): Step[] {
  const at = states.indexOf(state);
  return states.map((id, i) => ({
    id,
    ...lookOf(id),
    mark: markOf(i, at),
    current: i === at,
  }));
}

function markOf(step: number, at: number): StepMark {
  if (step > at) return 'later';
  return step < at ? 'done' : 'now';
}
