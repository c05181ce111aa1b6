import {
  ActionStateOf,
  NextStepOf,
  Phrase,
  reasonOf,
} from '@countersign/plugin-governance-common';

/** What the reader may do now, each once. */
export interface Offered<V extends string> {
  primary?: V;
  steps: V[];
  rest: V[];
  /** The next step, where the reader may not take it. */
  refused?: { verb: V; reason: Phrase };
}

/**
 * What a page offers of what can be done with a record; verbs in neither list have places of their own.
 *
 * @param steps - What moves it along: buttons.
 * @param rest - What is done less often: behind one button.
 */
export function offered<V extends string>(
  {
    actions,
    next,
  }: { actions: ActionStateOf<string>[]; next: NextStepOf<string> },
  { steps, rest }: { steps: readonly V[]; rest: readonly V[] },
): Offered<V> {
  const may = (verb: V) =>
    actions.some(action => action.verb === verb && action.allowed);
  const step = [...steps, ...rest].find(verb => verb === next.verb);
  const primary = step !== undefined && may(step) ? step : undefined;
  const refusal = actions.find(
    ({ verb, allowed }) => verb === step && !allowed,
  );
  const isOpen = (verb: V) => verb !== primary && may(verb);
  return {
    primary,
    steps: steps.filter(isOpen),
    rest: rest.filter(verb => isOpen(verb) && !steps.includes(verb)),
    refused:
      step !== undefined && refusal
        ? { verb: step, reason: reasonOf(refusal) }
        : undefined,
  };
}
