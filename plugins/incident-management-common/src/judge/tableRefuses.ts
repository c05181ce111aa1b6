import { record, refuse, say } from '@countersign/plugin-governance-common';
import { IncidentFacts, isFinal } from '../model';
import { IncidentCall, Verdict } from './verdict';
import { IncidentVerb, ruleOf } from './verbs';
import { stateWord } from './stateWord';

/** What the table does not name is refused. */
export function tableRefuses(
  facts: IncidentFacts,
  { verb, who }: Pick<IncidentCall, 'verb' | 'who'>,
): Verdict | undefined {
  const rule = ruleOf(verb);
  if (!rule.by.includes(who.by)) {
    return refuse(
      'person',
      who.by === 'assisted'
        ? 'Only a person does this, and not through another plugin.'
        : 'Only a person does this; machines declare, note, link and propose.',
      'Do it in the portal.',
    );
  }
  if (rule.states.includes(facts.state)) return undefined;
  if (facts.merged) {
    return refuse(
      'state',
      say`${record(facts.number)} is part of ${record(
        facts.merged.into.number,
      )}.`,
      say`Do it there: ${record(facts.merged.into.number)}.`,
    );
  }
  if (isFinal(facts.state)) {
    return refuse(
      'state',
      say`${record(facts.number)} is ${facts.state}, which is final.`,
      'Declare another incident if there is one.',
    );
  }
  if (facts.state === 'resolved') {
    return refuse(
      'state',
      say`${record(facts.number)} is resolved.`,
      'Reopen it first if it is not over.',
    );
  }
  return refuse(
    'state',
    say`${record(facts.number)} is ${stateWord(
      facts.state,
    )}; this needs it ${rule.states.map(stateWord).join(' or ')}.`,
    remedyOf(facts.state, verb),
  );
}

function remedyOf(state: string, verb: IncidentVerb): string {
  if (state === 'on-hold') return 'Resume it first.';
  if (state === 'triage' && verb !== 'accept') return 'Acknowledge it first.';
  if (state === 'new') return 'Acknowledge it first.';
  return 'Nothing is left to do.';
}
