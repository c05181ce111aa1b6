import { record, refuse, say } from '@countersign/plugin-governance-common';
import { IncidentActor, Verdict } from '../judge';
import { IncidentFacts } from '../model';
import { ProblemEntryData } from './entries';
import { ProblemFacts, ProblemState } from './model';
import { problemRuleOf, ProblemVerb, problemVerbTable } from './verbs';

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

function wordsOf(state: ProblemState): string {
  return state.replaceAll('-', ' ');
}
