import { record, refuse, say } from '@countersign/plugin-governance-common';
import { IncidentFacts } from '../../model';
import { stateWord } from '../stateWord';
import { CallOf, ok, Rules, Verdict } from '../verdict';
import { IncidentWorld } from '../world';

/** Two become one, or one becomes two. */
export const mergingRules = { merge, absorb, split } satisfies Rules;

function merge(
  facts: IncidentFacts,
  { data }: CallOf<'merge'>,
  { other }: IncidentWorld,
): Verdict {
  const { into } = data;
  if (into.number === facts.number) {
    return refuse('merge', 'It is this incident.', 'Name another one.', [
      'into',
    ]);
  }
  if (other === 'elsewhere') return ok;
  if (!other || other.number !== into.number) {
    return refuse(
      'merge',
      say`There is no incident ${record(into.number)}.`,
      'Name one that is open.',
      ['into'],
    );
  }
  return oneOfTwo(facts, other);
}

/** The other end of the same: what is taken over is what the other one says. */
function absorb(
  _: IncidentFacts,
  { data }: CallOf<'absorb'>,
  { other }: IncidentWorld,
): Verdict {
  if (other === 'elsewhere') return ok;
  const isTold =
    other?.number === data.from.number &&
    other.times.started === data.started &&
    other.times.detected === data.detected &&
    other.impact === data.impact &&
    other.urgency === data.urgency &&
    other.alerts.seen === data.alerts.seen &&
    other.alerts.firing === data.alerts.firing;
  return isTold
    ? ok
    : refuse(
        'merge',
        say`That is not what ${record(data.from.number)} says.`,
        'Take over what it says.',
      );
}

/** Two become one only where nothing is hidden or shown by it. */
function oneOfTwo(facts: IncidentFacts, other: IncidentFacts): Verdict {
  const field = ['into'];
  if (!['triage', 'new', 'in-progress', 'on-hold'].includes(other.state)) {
    return refuse(
      'merge',
      say`${record(other.number)} is ${stateWord(other.state)}.`,
      'Reopen that one first, or resolve this one by itself.',
      field,
    );
  }
  if (facts.privateTo !== other.privateTo) {
    return refuse(
      'private',
      'Not the same people see both.',
      'Make both private to the same group, or neither.',
      field,
    );
  }
  if (facts.drill !== other.drill) {
    return refuse(
      'drill',
      'One is a drill, and the other one is not.',
      'Leave them apart.',
      field,
    );
  }
  return ok;
}

function split(facts: IncidentFacts, { data }: CallOf<'split'>): Verdict {
  const { entities } = data;
  const foreign = entities.filter(each => !facts.entities.includes(each));
  if (foreign.length > 0) {
    return refuse(
      'split',
      `${foreign.join(', ')} is not hit by it.`,
      'Name some of what is hit.',
      ['entities'],
    );
  }
  return entities.length < facts.entities.length
    ? ok
    : refuse(
        'split',
        'Nothing would be left.',
        'Leave at least one of what is hit.',
        ['entities'],
      );
}
