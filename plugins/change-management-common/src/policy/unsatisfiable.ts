import {
  entity,
  Part,
  person,
  say,
  Segment,
  Sentence,
} from '@countersign/plugin-governance-common';
import { ApprovalRequirement } from '../model';
import { Candidates } from './candidates';
import { DisplayName } from './displayName';
import { matchPeople } from './matching';
import { isAskable } from './requirements';
import { andList, commaList } from './sentences';

/** By user who may not approve: what keeps them from it, such as "is the implementer of". */
export type ExcludedUsers = ReadonlyMap<string, string>;

/**
 * Proves that the requirements can be met by somebody, one person counting for one requirement, or says who is missing.
 * Empty when they can; otherwise a sentence for each group of requirements that compete for too few people.
 *
 * Rights are counted, not hands: a delegate acts with the right of a member who could act in person, and a right counts
 * once. So whatever delegates could do, the members themselves could, and it is enough (and exact) to match them.
 */
export function unsatisfiable(
  requirements: readonly Pick<ApprovalRequirement, 'group' | 'count'>[],
  candidates: Candidates,
  excluded: ExcludedUsers,
  displayName: DisplayName = ref => ref,
): Sentence[] {
  const named = (ref: string): Segment => ({
    ...person(ref),
    text: displayName(ref),
  });
  const holders = requirements.map(({ group }) => [
    ...new Set((candidates.get(group) ?? []).map(c => c.onBehalfOf ?? c.user)),
  ]);
  const { shortages } = matchPeople(
    requirements.map(({ count }, i) => ({
      count,
      from: holders[i].filter(user => !excluded.has(user)),
    })),
  );
  return shortages.map(({ demands, people }) => {
    const short = demands.map(i => requirements[i]);
    const barred = new Set(
      demands.flatMap(i => holders[i]).filter(user => excluded.has(user)),
    );
    return sentence(
      short,
      people.map(named),
      Array.from(barred, u => say`${named(u)} ${excluded.get(u) ?? ''} it`),
    );
  });
}

function sentence(
  short: readonly Pick<ApprovalRequirement, 'group' | 'count'>[],
  people: readonly Part[],
  barred: readonly Part[],
): Sentence {
  const [only] = short;
  if (short.length === 1 && !isAskable(only.group)) {
    return say`needs an owner of ${entity(
      only.group,
    )}, but the catalog names none`;
  }
  const needs = say`needs ${andList(
    short.map(r => say`${r.count} of ${person(r.group)}`),
  )}`;
  const once =
    short.length > 1 ? ', and one person counts for one requirement only' : '';
  const why = barred.length > 0 ? say`: ${commaList(barred)}` : '';
  if (people.length > 0) {
    return say`${needs}, but only ${andList(people)} may approve${once}${why}`;
  }
  return barred.length > 0
    ? say`${needs}, but nobody in it may approve${why}`
    : say`${needs}, but it has no members`;
}
