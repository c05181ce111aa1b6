import { Estate } from '../../memory/MemoryCatalog';
import { Budget, demandedBy, whenDown } from '../budget';
import { approversAsked, environments, groups, PolicyName } from '../estate';
import { Given } from './CaseFile';

/** What is judged: items and environment. */
export interface Scope {
  items: readonly string[];
  environment: string;
}

export interface Demand {
  group: string;
  count: number;
}

/** Whom the policies of the games ask, and whom another area asks beside them. */
export function demandsOf(
  scope: Scope,
  estate: Estate,
  { policies, budget }: { policies: PolicyName; budget: Budget },
): Demand[] {
  const more = budgetDemand(budget)?.require ?? [];
  return [
    ...askedByPolicies(scope, estate, policies),
    ...more.flatMap(line =>
      'group' in line
        ? [{ group: line.group, count: line.count ?? 1 }]
        : ownersOf(scope, estate),
    ),
  ];
}

/** What the other area says, or what it said beforehand for when nobody can ask. */
export function budgetDemand(budget: Budget) {
  return budget.down ? whenDown : demandedBy(budget);
}

function ownersOf({ items }: Scope, estate: Estate): Demand[] {
  const known = items.flatMap(ref => estate.items[ref] ?? []);
  return [...new Set(known.map(item => item.owner))].map(group => ({
    group,
    count: 1,
  }));
}

/** The policies of the games, said once more in plain words. */
function askedByPolicies(
  scope: Scope,
  estate: Estate,
  policies: PolicyName,
): Demand[] {
  const { items, environment } = scope;
  const known = items.flatMap(ref => estate.items[ref] ?? []);
  const count = approversAsked[policies];
  const approvers = { group: groups.approvers, count };
  if (known.some(item => item.sox)) {
    return [{ group: groups.board, count: 1 }, approvers];
  }
  const owners = ownersOf(scope, estate);
  if (known.some(item => item.tier === 'tier-1')) {
    return [...owners, approvers];
  }
  return environment === 'production' ? [approvers] : owners;
}

/** Whether different people among those who approved are enough. */
export function isMet(
  demands: readonly Demand[],
  given: readonly Given[],
  estate: Estate,
): boolean {
  const places = demands.flatMap(({ group, count }) =>
    Array.from({ length: count }, () => group),
  );
  return fill(places, given, estate);
}

function fill(
  places: readonly string[],
  given: readonly Given[],
  estate: Estate,
): boolean {
  const [group, ...rest] = places;
  if (group === undefined) return true;
  return given.some(
    one =>
      countsFor(one, group, estate) &&
      fill(
        rest,
        given.filter(other => !isSamePerson(one, other)),
        estate,
      ),
  );
}

/** As a member, or for one who is. */
export function countsFor(
  { who, onBehalfOf }: Pick<Given, 'who' | 'onBehalfOf'>,
  group: string,
  { people }: Estate,
): boolean {
  return (people[onBehalfOf ?? who]?.groups ?? []).includes(group);
}

function isSamePerson(a: Given, b: Given): boolean {
  const names = [a.who, a.onBehalfOf ?? a.who];
  return names.includes(b.who) || names.includes(b.onBehalfOf ?? b.who);
}

/** An item's own environment is a floor. */
export function strictest(
  environment: string,
  { items }: Scope,
  estate: Estate,
) {
  const all = [
    environment,
    ...items.flatMap(ref => estate.items[ref]?.environment ?? []),
  ];
  return environments.find(one => all.includes(one)) ?? environment;
}
