import {
  ActionStateOf,
  NextStepOf,
  notPermitted,
} from '@countersign/plugin-governance-common';
import { IncidentActor } from '../judge';
import { judgeProblem, ProblemCall } from './judge';
import { ProblemFacts } from './model';
import { ProblemVerb, problemVerbs } from './verbs';

/** The verbs as the page of a problem offers them: judged as if the rest of what they take were right. */
export function problemActions(
  facts: ProblemFacts,
  actor: IncidentActor & { permitted(verb: ProblemVerb): boolean },
): ActionStateOf<ProblemVerb>[] {
  const likely: Partial<Record<ProblemVerb, object>> = {
    resolve: { change: facts.fix ?? { number: '' }, changeState: 'closed' },
    close: { open: [] },
    duplicate: { of: '' },
    'link-incident': { incident: '' },
    'unlink-incident': { incident: facts.incidents[0] ?? '' },
    'plan-fix': { change: { number: 'CHG' } },
  };
  return problemVerbs.map(verb => {
    const call = { verb, who: actor, data: likely[verb] ?? {} } as ProblemCall;
    const verdict = judgeProblem(facts, call, {
      other: 'elsewhere',
      incident: 'elsewhere',
    });
    if (!verdict.ok) return { verb, allowed: false, ...verdict.refusal };
    return actor.permitted(verb)
      ? { verb, allowed: true }
      : { verb, allowed: false, ...notPermitted };
  });
}

/** What is needed next, and who does it. */
export function problemNextStep(facts: ProblemFacts): NextStepOf<ProblemVerb> {
  const { state, owner, team, knownError } = facts;
  const who = owner ?? team;
  const step = (text: string, verb?: ProblemVerb): NextStepOf<ProblemVerb> => ({
    text,
    ...(verb && { verb }),
    who: who === undefined || !verb ? [] : [who],
    conditions: [],
  });
  switch (state) {
    case 'new':
      return step('Look whether it is a problem worth its analysis.', 'assess');
    case 'assess':
      return step('Begin to look for the cause, or cancel it.', 'analyze');
    case 'root-cause-analysis':
      return knownError
        ? step('Name the change that fixes it.', 'plan-fix')
        : step('Say what causes it, and what helps until then.', 'know');
    case 'fix-in-progress':
      return step('Resolve it once its change is carried out.', 'resolve');
    case 'resolved':
      return step('Close it once nothing of it is open.', 'close');
    default:
      return step('Nothing is left to do.');
  }
}
