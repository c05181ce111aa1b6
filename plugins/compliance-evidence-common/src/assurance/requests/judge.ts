import {
  ActionStateOf,
  NextStepOf,
  notPermitted,
  person,
  record,
  refuse,
  say,
  time,
  told,
} from '@countersign/plugin-governance-common';
import { Actor, allowed, judgeByTable, samePerson, Verdict } from '../life';
import { RequestEntryData } from './entries';
import { RequestFacts } from './model';
import {
  askersVerbs,
  RequestVerb,
  requestVerbs,
  requestVerbTable,
} from './verbs';

/** A verb that somebody asks for, with what its ledger entry would say. */
export type RequestCall = {
  [V in RequestVerb]: {
    verb: V;
    who: Actor;
    data: RequestEntryData<(typeof requestVerbTable)[V]['entry']>;
  };
}[RequestVerb];

/**
 * Who may open a request: a person, also through what they use, such as a software template, of which the entry tells. No
 * machine asks by itself. Answers are judged in person.
 */
export function judgeAsking(who: Actor): Verdict {
  return who.by === 'person' || who.by === 'assisted'
    ? allowed
    : refuse(
        'person',
        'Only a person asks for evidence.',
        'Open the request in the portal, or from a template there.',
      );
}

/** The one judge of requests: routes, buttons and whoever verifies a story ask it. */
export function judgeRequest(
  { number, state, opened }: RequestFacts,
  { verb, who }: RequestCall,
): Verdict {
  const table = judgeByTable({ number, state }, requestVerbTable[verb], who, [
    'accepted',
    'withdrawn',
  ]);
  if (!table.ok) return table;
  const asked = samePerson(opened.by, who.ref);
  if (askersVerbs.includes(verb) && !asked) {
    return refuse(
      'duty',
      say`${record(number)} is a request of ${person(opened.by)}.`,
      say`Ask ${person(opened.by)}.`,
    );
  }
  return verb === 'answer' && asked
    ? refuse(
        'duty',
        'Whoever asks for evidence never answers it.',
        'Ask somebody else to answer it.',
      )
    : allowed;
}

/** The verbs as the page of a request offers them. */
export function requestActions(
  facts: RequestFacts,
  actor: Actor & { permitted(verb: RequestVerb): boolean },
): ActionStateOf<RequestVerb>[] {
  return requestVerbs.map(verb => {
    const call = { verb, who: actor, data: {} } as RequestCall;
    const verdict = judgeRequest(facts, call);
    if (!verdict.ok) return { verb, allowed: false, ...verdict.refusal };
    return actor.permitted(verb)
      ? { verb, allowed: true }
      : { verb, allowed: false, ...notPermitted };
  });
}

/** What is needed next, and who does it. */
export function requestNextStep({
  state,
  opened,
  assignee,
  due,
}: RequestFacts): NextStepOf<RequestVerb> {
  switch (state) {
    case 'open':
      return {
        ...told('text', say`Answer it from evidence by ${time(due)}.`),
        verb: 'answer',
        who: assignee ? [assignee] : [],
        conditions: [],
      };
    case 'answered':
      return {
        text: 'Accept the answer, or give it back with what is missing.',
        verb: 'accept',
        who: [opened.by],
        conditions: [],
      };
    default:
      return { text: 'Nothing is left to do.', who: [], conditions: [] };
  }
}
