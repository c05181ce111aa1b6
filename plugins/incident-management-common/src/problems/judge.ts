import {
  ActionStateOf,
  CallerKind,
  NextStepOf,
  notPermitted,
  record,
  refuse,
  say,
} from '@countersign/plugin-governance-common';
import { IncidentActor, Verdict } from '../judge';
import { IncidentFacts } from '../model';
import { ProblemEntryData, ProblemEntryType } from './entries';
import { ProblemFacts, ProblemState } from './model';

/** What a verb may do: what it does not name is refused. */
interface ProblemRule {
  entry: Exclude<ProblemEntryType, 'problem.opened'>;
  states: readonly ProblemState[];
  by: readonly CallerKind[];
  touches: readonly (keyof ProblemFacts)[];
}

const all = [
  'new',
  'assess',
  'root-cause-analysis',
  'fix-in-progress',
  'resolved',
  'closed',
] as const;
const open = all.slice(0, 4);
const person: readonly CallerKind[] = ['person'];
const people: readonly CallerKind[] = ['person', 'assisted'];
const anybody: readonly CallerKind[] = [
  'person',
  'assisted',
  'service',
  'system',
];

/** What can be done with a problem, by whom, in which states, and what of its facts may change by it. */
export const problemVerbTable = {
  assess: {
    entry: 'problem.assessed',
    states: ['new'],
    by: person,
    touches: ['state', 'hands'],
  },
  analyze: {
    entry: 'problem.analyzed',
    states: ['assess'],
    by: person,
    touches: ['state', 'hands'],
  },
  reanalyze: {
    entry: 'problem.reanalyzed',
    states: ['fix-in-progress', 'resolved'],
    by: person,
    touches: ['state', 'fix', 'outcome', 'knownError', 'reanalyzed', 'hands'],
  },
  know: {
    entry: 'problem.known',
    states: ['root-cause-analysis', 'fix-in-progress'],
    by: person,
    touches: ['cause', 'workaround', 'knownError', 'hands'],
  },
  'plan-fix': {
    entry: 'problem.fix_planned',
    states: ['root-cause-analysis', 'fix-in-progress'],
    by: person,
    touches: ['state', 'fix', 'hands'],
  },
  resolve: {
    entry: 'problem.resolved',
    states: ['fix-in-progress'],
    by: person,
    touches: ['state', 'outcome', 'knownError', 'hands'],
  },
  'accept-risk': {
    entry: 'problem.risk_accepted',
    states: ['root-cause-analysis'],
    by: person,
    touches: ['state', 'outcome', 'knownError'],
  },
  close: {
    entry: 'problem.closed',
    states: ['resolved'],
    by: person,
    touches: ['state', 'closedAt'],
  },
  cancel: {
    entry: 'problem.canceled',
    states: ['new', 'assess'],
    by: person,
    touches: ['state', 'outcome', 'closedAt', 'knownError'],
  },
  duplicate: {
    entry: 'problem.duplicate',
    states: ['new', 'assess'],
    by: person,
    touches: ['state', 'outcome', 'closedAt', 'knownError'],
  },
  'link-incident': {
    entry: 'problem.incident_linked',
    states: [...open, 'resolved'],
    by: people,
    touches: ['incidents'],
  },
  'unlink-incident': {
    entry: 'problem.incident_unlinked',
    states: open,
    by: person,
    touches: ['incidents'],
  },
  assign: {
    entry: 'problem.assigned',
    states: [...open, 'resolved'],
    by: person,
    touches: ['owner'],
  },
  edit: {
    entry: 'problem.edited',
    states: [...open, 'resolved'],
    by: people,
    touches: ['title', 'description'],
  },
  note: {
    entry: 'problem.noted',
    states: all,
    by: anybody,
    touches: [],
  },
} as const satisfies Record<string, ProblemRule>;

/** What can be done with a problem. */
export type ProblemVerb = keyof typeof problemVerbTable;
/** See {@link ProblemVerb}. */
export const problemVerbs = Object.keys(problemVerbTable) as [
  ProblemVerb,
  ...ProblemVerb[],
];

/** A verb that somebody asks for: with what its ledger entry would say. */
export type ProblemCall = {
  [V in ProblemVerb]: {
    verb: V;
    who: IncidentActor;
    data: ProblemEntryData<(typeof problemVerbTable)[V]['entry']>;
  };
}[ProblemVerb];

/** What the judge has to know beside the problem; `elsewhere` for whoever has only its story. */
export interface ProblemWorld {
  /** The problem that it would be a duplicate of. */
  other?: Pick<ProblemFacts, 'number' | 'state'> | 'elsewhere';
  /** The incident that is linked. */
  incident?:
    | Pick<IncidentFacts, 'number' | 'privateTo' | 'merged'>
    | 'elsewhere';
}

/** The rule of a verb, whichever it is. */
export function problemRuleOf(verb: ProblemVerb): ProblemRule {
  return problemVerbTable[verb];
}

/** The verb that leaves an entry of this type. */
export function problemVerbOf(type: string): ProblemVerb | undefined {
  return problemVerbs.find(verb => problemVerbTable[verb].entry === type);
}

const ok: Verdict = { ok: true };

/** In which states a change has been carried out. */
const carriedOut = ['review', 'closed'];

/** The one judge of problems: routes, buttons and whoever verifies a story ask it. */
export function judgeProblem(
  facts: ProblemFacts,
  call: ProblemCall,
  world: ProblemWorld,
): Verdict {
  const rule = problemRuleOf(call.verb);
  const { number, state } = facts;
  if (!rule.by.includes(call.who.by)) {
    return refuse(
      'person',
      'Only a person does this, and not through another plugin.',
      'Do it in the portal.',
    );
  }
  if (!rule.states.includes(state)) {
    return refuse(
      'state',
      say`${record(number)} is in ${wordsOf(state)}; this needs ${rule.states
        .map(wordsOf)
        .join(' or ')}.`,
      state === 'closed'
        ? 'Open another problem.'
        : 'Take the steps between them first.',
    );
  }
  switch (call.verb) {
    case 'resolve':
      return judgeResolving(facts, call.data);
    case 'accept-risk':
      return facts.hands.includes(call.who.ref.toLocaleLowerCase('en-US'))
        ? refuse(
            'duty',
            say`You worked on ${record(number)}.`,
            'Ask somebody who did not to accept its risk.',
          )
        : ok;
    case 'close':
      return call.data.open.length > 0
        ? refuse(
            'incidents',
            say`${record(call.data.open[0])} of it is open.`,
            'Wait until it is resolved, or analyze the problem again.',
          )
        : ok;
    case 'duplicate':
      return judgeDuplicate(facts, call.data.of, world);
    case 'link-incident':
      return judgeLinking(facts, call.data.incident, world);
    case 'unlink-incident':
      return facts.incidents.includes(call.data.incident)
        ? ok
        : refuse('incident', 'It is none of its incidents.', 'Read it again.', [
            'incident',
          ]);
    case 'plan-fix':
      return call.data.change.number.startsWith('CHG')
        ? ok
        : refuse('change', 'That is no change.', 'Name the change.', [
            'change',
          ]);
    default:
      return ok;
  }
}

/** Fixed is what a change fixed that was carried out: everything else is a risk that somebody accepts. */
function judgeResolving(
  { fix }: ProblemFacts,
  { change, changeState }: ProblemEntryData<'problem.resolved'>,
): Verdict {
  if (fix?.number !== change.number) {
    return refuse(
      'change',
      'That is not the change that fixes it.',
      'Plan the fix with that change first.',
      ['change'],
    );
  }
  return carriedOut.includes(changeState)
    ? ok
    : refuse(
        'change',
        say`${record(change.number)} is not carried out (${changeState}).`,
        say`Carry out ${record(change.number)} first.`,
      );
}

function judgeDuplicate(
  { number }: ProblemFacts,
  of: string,
  { other }: ProblemWorld,
): Verdict {
  if (of === number) {
    return refuse('of', 'It is this problem.', 'Name another one.', ['of']);
  }
  if (other === 'elsewhere') return ok;
  if (other?.number !== of) {
    return refuse(
      'of',
      say`There is no problem ${record(of)}.`,
      'Name one that is open.',
      ['of'],
    );
  }
  return other.state === 'closed'
    ? refuse('of', say`${record(of)} is closed.`, 'Name one that is open.', [
        'of',
      ])
    : ok;
}

function judgeLinking(
  { incidents }: ProblemFacts,
  number: string,
  { incident }: ProblemWorld,
): Verdict {
  const field = ['incident'];
  if (incidents.includes(number)) {
    return refuse(
      'incident',
      say`${record(number)} is one of its incidents already.`,
      'Nothing is left to do.',
      field,
    );
  }
  if (incidents.length >= 200) {
    return refuse(
      'room',
      'It has as many incidents as a problem can have.',
      'They are enough to say what is wrong.',
      field,
    );
  }
  if (incident === 'elsewhere') return ok;
  if (incident?.number !== number) {
    return refuse(
      'incident',
      say`There is no incident ${record(number)}.`,
      'Name one that you see.',
      field,
    );
  }
  if (incident.privateTo !== undefined) {
    return refuse(
      'private',
      say`${record(number)} is private, and a problem is not.`,
      'Describe what is wrong without it.',
      field,
    );
  }
  return incident.merged
    ? refuse(
        'incident',
        say`${record(number)} is part of ${record(
          incident.merged.into.number,
        )}.`,
        say`Name ${record(incident.merged.into.number)}.`,
        field,
      )
    : ok;
}

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

function wordsOf(state: ProblemState): string {
  return state.replaceAll('-', ' ');
}
