import {
  person,
  record,
  refuse,
  say,
} from '@countersign/plugin-governance-common';
import { IncidentFacts } from '../../model';
import { CallOf, ok, Rules, Verdict } from '../verdict';

/** Who sees it. */
export const privacyRules = { restrict, publish } satisfies Rules;

/** A group takes over what only it shall see; nobody hides their own incident. */
function restrict(facts: IncidentFacts, { data }: CallOf<'restrict'>): Verdict {
  const { to, groups, member } = data;
  if (facts.privateTo !== undefined) {
    return refuse(
      'private',
      say`It is private to ${person(facts.privateTo)} already.`,
      'Open it to everybody first.',
    );
  }
  // Everybody who sees the problem would see its number there.
  if (facts.problems.length > 0) {
    return refuse(
      'private',
      say`It is a case of ${record(facts.problems[0])}, which is not private.`,
      say`Take it out of ${record(facts.problems[0])} first.`,
    );
  }
  if (!groups.includes(to)) {
    return refuse(
      'private',
      say`${person(to)} has no private incidents.`,
      groups.length
        ? `Name ${groups.join(' or ')}.`
        : 'Ask an administrator to set incidentManagement.privateGroups.',
      ['to'],
    );
  }
  return member.includes(to)
    ? ok
    : refuse(
        'duty',
        say`You are no member of ${person(to)}.`,
        say`Ask somebody of ${person(to)} to take it over.`,
      );
}

function publish(facts: IncidentFacts, { data }: CallOf<'publish'>): Verdict {
  const group = facts.privateTo;
  if (group === undefined) {
    return refuse('private', 'It is not private.', 'Nothing is left to do.');
  }
  return data.member.includes(group)
    ? ok
    : refuse(
        'duty',
        say`You are no member of ${person(group)}.`,
        say`Ask somebody of ${person(group)}.`,
      );
}
