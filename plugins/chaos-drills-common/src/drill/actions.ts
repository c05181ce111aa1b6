import {
  ActionStateOf,
  NextStepOf,
  notPermitted,
} from '@countersign/plugin-governance-common';
import {
  DrillActor,
  DrillVerdict,
  judgeCancel,
  judgeNote,
  judgeStop,
} from './judge';
import { DrillFacts } from './model';

/** What can be done with a drill. */
export const drillVerbs = ['start', 'stop', 'cancel', 'note'] as const;
/** One of {@link drillVerbs}. */
export type DrillVerb = (typeof drillVerbs)[number];

/** The verbs as the page of a drill offers them. What keeps it from starting is asked for by itself: other areas say it. */
export function drillActions(
  facts: DrillFacts,
  actor: DrillActor & { permitted(verb: DrillVerb): boolean },
): ActionStateOf<DrillVerb>[] {
  // Whoever may cancel one that is planned may start it too, as far as the drill itself goes.
  const verdicts: Record<DrillVerb, DrillVerdict> = {
    start: judgeCancel(facts, actor),
    stop: judgeStop(facts),
    cancel: judgeCancel(facts, actor),
    note: judgeNote(),
  };
  return drillVerbs.map(verb => {
    const verdict = verdicts[verb];
    if (!verdict.ok) return { verb, allowed: false, ...verdict.refusal };
    return actor.permitted(verb)
      ? { verb, allowed: true }
      : { verb, allowed: false, ...notPermitted };
  });
}

/** What is needed next. */
export function drillNextStep(facts: DrillFacts): NextStepOf<DrillVerb> {
  const { state, stop, measurement, problem } = facts;
  const nobody = { who: [], conditions: [] };
  if (state === 'planned') {
    return {
      text: 'Look at its targets and at what keeps it from starting, then start it.',
      verb: 'start',
      ...nobody,
    };
  }
  if (state === 'running') {
    return stop
      ? { text: 'It ends its faults and rolls back.', ...nobody }
      : { text: 'It runs. Stop it if it harms.', verb: 'stop', ...nobody };
  }
  if (state === 'canceled') {
    return { text: 'It never started.', ...nobody };
  }
  if (!measurement) {
    return { text: 'Its detection is being measured.', ...nobody };
  }
  return {
    text: problem
      ? `No alert fired: ${problem} is open for it.`
      : 'Nothing is left to do.',
    ...nobody,
  };
}
