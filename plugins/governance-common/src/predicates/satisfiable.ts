import {
  evaluateFilterPredicate,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { Term, termOf, TextTerm, Vocabulary } from './vocabulary';

/** Something that a predicate matches, by the paths of its properties; what is left out does not matter. */
export type Witness = Record<string, unknown>;

/** So many steps are taken to find a match, some tenths of a second. Beyond, there is the benefit of the doubt. */
const MOST_STEPS = 100_000;

/** Whether anything can match a well-formed predicate; true where that is too much to find out. */
export function canMatch(
  predicate: FilterPredicate,
  vocabulary: Vocabulary,
): boolean {
  return findMatch(predicate, vocabulary) !== undefined;
}

/**
 * Something that a well-formed predicate matches, `undecided` where that is too much to find out, and undefined where
 * there is nothing. Properties are taken to be independent of each other, as most are.
 */
export function findMatch(
  predicate: FilterPredicate,
  vocabulary: Vocabulary,
): Witness | 'undecided' | undefined {
  const budget = { left: MOST_STEPS };
  return findIn([{ predicate, holds: true }], vocabulary, budget);
}

interface Budget {
  left: number;
}

/** A predicate that has to match, or must not. */
interface Claim {
  predicate: FilterPredicate;
  holds: boolean;
}

/** One condition on one property that has to hold, or must not. */
interface Literal {
  path: string;
  filter: unknown;
  holds: boolean;
}

function findIn(
  claims: readonly Claim[],
  vocabulary: Vocabulary,
  budget: Budget,
): Witness | 'undecided' | undefined {
  let undecided = false;
  for (const literals of waysOf(claims, budget)) {
    const found = fulfil(literals, vocabulary, budget);
    if (found === 'undecided') undecided = true;
    else if (found) return found;
    if (budget.left < 0) return 'undecided';
  }
  return undecided || budget.left < 0 ? 'undecided' : undefined;
}

/** Every way to meet all claims, as conditions that have to hold together. */
function* waysOf(
  claims: readonly Claim[],
  budget: Budget,
): Generator<Literal[]> {
  budget.left -= 1;
  if (budget.left < 0) return;
  const [claim, ...rest] = claims;
  if (!claim) {
    yield [];
    return;
  }
  for (const way of waysOfOne(claim)) {
    if ('claims' in way) {
      yield* waysOf([...way.claims, ...rest], budget);
    } else {
      for (const others of waysOf(rest, budget)) {
        yield [...way.literals, ...others];
      }
    }
  }
}

type Way = { claims: Claim[] } | { literals: Literal[] };

function waysOfOne({ predicate, holds }: Claim): Way[] {
  const parts = Object.entries(predicate);
  const [operator, operand] = parts[0] ?? [];
  if (operator === '$not') {
    return [{ claims: [{ predicate: operand, holds: !holds }] }];
  }
  if (operator === '$all' || operator === '$any') {
    const claims = (operand as FilterPredicate[]).map(part => ({
      predicate: part,
      holds,
    }));
    return (operator === '$all') === holds
      ? [{ claims }]
      : claims.map(claim => ({ claims: [claim] }));
  }
  const literals = parts.map(([path, filter]) => ({ path, filter, holds }));
  return holds ? [{ literals }] : literals.map(one => ({ literals: [one] }));
}

/** Values of each property that meet all of its conditions. */
function fulfil(
  literals: readonly Literal[],
  vocabulary: Vocabulary,
  budget: Budget,
): Witness | 'undecided' | undefined {
  const byProperty = new Map<string, Literal[]>();
  for (const literal of literals) {
    const name = propertyOf(literal.path, vocabulary);
    byProperty.set(name, [...(byProperty.get(name) ?? []), literal]);
  }
  const witness: Witness = {};
  let undecided = false;
  for (const [name, conditions] of byProperty) {
    const term = demandTerm(name, vocabulary);
    if (term.holds === 'list') {
      const members = membersFor(conditions, term.of, budget);
      if (!members) return undefined;
      if (members === 'undecided') undecided = true;
      else witness[name] = members;
    } else {
      const value = valueFor(term, conditions, budget);
      if (!value) return budget.left < 0 ? 'undecided' : undefined;
      witness[name] = value.value;
      for (const path of Object.keys(vocabulary)) {
        if (propertyOf(path, vocabulary) === name) witness[path] = value.value;
      }
    }
  }
  return undecided ? 'undecided' : witness;
}

function propertyOf(path: string, vocabulary: Vocabulary): string {
  const term = demandTerm(path, vocabulary);
  return term.holds === 'text' && term.sameAs !== undefined
    ? term.sameAs
    : path;
}

/** A well-formed predicate names what there is. */
function demandTerm(path: string, vocabulary: Vocabulary): Term {
  const term = termOf(path, vocabulary);
  if (!term) throw new Error(`There is no property ${path}`);
  return term;
}

function isMet(filter: unknown, value: unknown, holds: boolean): boolean {
  const predicate = { value: filter } as FilterPredicate;
  return evaluateFilterPredicate(predicate, { value }) === holds;
}

/** A list has a member for each condition that asks for one, and none that a condition rules out. It is never empty. */
function membersFor(
  conditions: readonly Literal[],
  vocabulary: Vocabulary,
  budget: Budget,
): Witness[] | 'undecided' | undefined {
  const containing = conditions.flatMap(({ filter, holds }) =>
    isContaining(filter) ? [{ predicate: filter.$contains, holds }] : [],
  );
  if (conditions.some(({ filter, holds }) => !isContaining(filter) && !holds)) {
    return undefined;
  }
  const ruledOut = containing.filter(({ holds }) => !holds);
  const wanted = containing.filter(({ holds }) => holds);
  const members: Witness[] = [];
  for (const one of wanted.length ? wanted.map(w => [w]) : [[]]) {
    const member = findIn([...one, ...ruledOut], vocabulary, budget);
    if (!member || member === 'undecided') return member;
    members.push(member);
  }
  return members;
}

function isContaining(
  filter: unknown,
): filter is { $contains: FilterPredicate } {
  return typeof filter === 'object' && filter !== null && '$contains' in filter;
}

type Single = Exclude<Term, { holds: 'list' }>;

/** A value, or its absence, that meets all conditions. */
function valueFor(
  term: Single,
  conditions: readonly Literal[],
  budget: Budget,
): { value: unknown } | undefined {
  for (const value of candidates(term, conditions)) {
    budget.left -= conditions.length;
    if (budget.left < 0) return undefined;
    if (conditions.every(c => isMet(c.filter, value, c.holds))) {
      return { value };
    }
  }
  return undefined;
}

/**
 * Values of which one meets the conditions if any does: those that the conditions name, what begins as they say, and
 * what none of them speaks of.
 */
function* candidates(
  term: Single,
  conditions: readonly Literal[],
): Generator<unknown> {
  const named = conditions.flatMap(({ filter }) => namedIn(filter));
  switch (term.holds) {
    case 'flag':
      yield* [true, false];
      break;
    case 'number':
      yield* named.map(Number);
      yield* named.map((_, i) => term.least + i);
      yield term.least + named.length;
      break;
    default:
      yield* term.values ?? textsLike(term, named.map(String));
  }
  if (!term.always) yield undefined;
}

function* textsLike(
  { form }: TextTerm,
  named: readonly string[],
): Generator<string> {
  for (const letter of 'zabcdefghijklmnopqrstuvwxy0123456789') {
    for (const beginning of [...named, '']) {
      for (const ending of endings(letter)) {
        const value = beginning + ending;
        if (value && (form?.whole.test(value) ?? true)) yield value;
      }
    }
  }
}

/** What makes a text of a beginning, also where it has the form of an entity reference. */
function endings(x: string): string[] {
  return ['', x + x, `${x}:${x}/${x}`, `:${x}/${x}`, `${x}/${x}`, `/${x}`];
}

function namedIn(filter: unknown): unknown[] {
  if (typeof filter !== 'object' || filter === null) return [filter];
  if ('$in' in filter && Array.isArray(filter.$in)) return filter.$in;
  return '$hasPrefix' in filter ? [filter.$hasPrefix] : [];
}
