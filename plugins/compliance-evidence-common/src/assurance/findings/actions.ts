import {
  ActionStateOf,
  NextStepOf,
  notPermitted,
  plainText,
  record,
  say,
  time,
  told,
} from '@countersign/plugin-governance-common';
import { Actor } from '../life';
import { FindingCall, judgeFinding } from './judge';
import { FindingFacts, FindingState, findingState } from './model';
import { FindingVerb, findingVerbs } from './verbs';

/** How its latest runs speak of a finding: columns beside its facts. */
export interface FindingSightings {
  /** The last run that saw it. */
  lastSeenRun: string;
  /** The last run that should have seen it, and did not. */
  absentRun?: string;
}

/** A run after the latest that saw it. */
function nextRun(number: string): string {
  return `RUN${String(Number(number.slice(3)) + 1).padStart(7, '0')}`;
}

/** The verbs as the page of a finding offers them: judged as if the rest of what they take were right. */
export function findingActions(
  facts: FindingFacts,
  actor: Actor & { permitted(verb: FindingVerb): boolean },
  at: string,
): ActionStateOf<FindingVerb>[] {
  const likely: Partial<Record<FindingVerb, object>> = {
    accept: { until: new Date(Date.parse(at) + 1000).toISOString() },
    remediate: { change: { number: 'CHG' } },
    close: { absence: { run: nextRun(facts.seen.run), period: facts.period } },
    reopen: { reason: 'asked' },
  };
  return findingVerbs.map(verb => {
    const call = {
      verb,
      who: actor,
      at,
      data: likely[verb] ?? {},
    } as FindingCall;
    const verdict = judgeFinding(facts, call, { run: 'elsewhere' });
    if (!verdict.ok) return { verb, allowed: false, ...verdict.refusal };
    return actor.permitted(verb)
      ? { verb, allowed: true }
      : { verb, allowed: false, ...notPermitted };
  });
}

/** What happened in a period no later state of things undoes. */
function periodStep(
  { explanation, remediation, hands, number }: FindingFacts,
  state: FindingState,
  who: string[],
): NextStepOf<FindingVerb> {
  if (state === 'explained' && explanation?.evidence.length) {
    return {
      ...told(
        'text',
        say`Somebody who has no hand in ${record(
          number,
        )} closes it by its evidence, or accepts it until a date.`,
      ),
      verb: 'close',
      who: who.filter(ref => !hands.includes(ref)),
      conditions: [],
    };
  }
  return {
    ...told(
      'text',
      state === 'remediating' && remediation
        ? say`Carry out ${record(
            remediation.change.number,
          )}, then explain with evidence what is so now.`
        : say`It happened: explain it, and name what shows it.`,
    ),
    verb: 'explain',
    who,
    conditions: [],
  };
}

/** What is needed next, and who does it. */
export function findingNextStep(
  facts: FindingFacts,
  { absentRun }: Partial<FindingSightings>,
  at: string,
): NextStepOf<FindingVerb> {
  const { owner, team, acceptance, remediation } = facts;
  const who = [owner ?? team].filter(ref => ref !== undefined);
  const state = findingState(facts, at);
  if (state === 'closed') {
    return { text: 'Nothing is left to do.', who: [], conditions: [] };
  }
  if (absentRun) {
    return {
      ...told(
        'text',
        say`${record(absentRun)} no longer shows it: close it by that run.`,
      ),
      verb: 'close',
      who,
      conditions: [],
    };
  }
  if (state === 'accepted' && acceptance) {
    return {
      ...told('text', say`It is accepted until ${time(acceptance.until)}.`),
      who: [],
      conditions: [
        {
          id: 'end',
          guard: 'until',
          text: 'Then it is open again.',
          remedy: 'Remediate it before.',
          mendedBy: ['remediate'],
          who,
          at: acceptance.until,
        },
      ],
    };
  }
  if (facts.about === 'period') return periodStep(facts, state, who);
  if (state === 'remediating' && remediation) {
    const change = remediation.change.number;
    return {
      ...told(
        'text',
        say`Carry out ${record(change)}, then run the report again.`,
      ),
      who,
      conditions: [
        {
          id: 'evidence',
          guard: 'evidence',
          text: 'No run shows yet that it is gone.',
          remedy: plainText(say`Run the report ${facts.report} again.`),
          mendedBy: ['close'],
          who,
        },
      ],
    };
  }
  return {
    text:
      state === 'explained'
        ? 'Accept it until a date, or name the change that remediates it.'
        : 'Explain it, or name the change that remediates it.',
    verb: state === 'explained' ? 'remediate' : 'explain',
    who,
    conditions: [],
  };
}
