import { record, refuse, say } from '@countersign/plugin-governance-common';
import { IncidentFacts } from '../../model';
import { CallOf, ok, Rules, Verdict } from '../verdict';

/** What it says of itself. */
export const contentRules = {
  edit,
  'deny-drill': ({ drill }) =>
    drill ? ok : refuse('drill', 'It is no drill.', 'Nothing is left to do.'),
} satisfies Rules;

function edit(facts: IncidentFacts, { data }: CallOf<'edit'>): Verdict {
  const given = Object.entries(data).filter(([, value]) => value !== undefined);
  const differs = given.some(
    ([name, value]) =>
      JSON.stringify(facts[name as keyof IncidentFacts]) !==
      JSON.stringify(value),
  );
  if (!differs) {
    return refuse('fields', 'Nothing is other.', 'Change something.');
  }
  // Whose figures it is in does not change once it is over.
  return facts.state === 'resolved' &&
    (data.entities !== undefined || data.team !== undefined)
    ? refuse(
        'state',
        say`${record(facts.number)} is resolved: what was hit is fixed.`,
        'Reopen it first.',
        ['entities'],
      )
    : ok;
}
