/** So many of these people. */
export interface Demand<P> {
  count: number;
  from: Iterable<P>;
}

export interface Matching<P> {
  /** For each demand, in order, who was given to it. */
  given: P[][];
  /** Empty when every demand is met. */
  shortages: Shortage<P>[];
}

/**
 * Why the demands cannot all be met: these together ask for more people than there are who could serve any of them
 * (they violate Hall's condition).
 */
export interface Shortage<P> {
  /** Indices of the demands. */
  demands: number[];
  /** Everyone who could serve at least one of them. */
  people: P[];
}

/**
 * Gives people to demands, nobody to two, so that as many places as possible are filled: a maximum bipartite matching
 * by augmenting paths, each demand having `count` places. Exact: when a place stays empty there is no way to fill it,
 * and `shortages` proves it.
 *
 * Deterministic: earlier demands and earlier people come first.
 */
export function matchPeople<P>(demands: readonly Demand<P>[]): Matching<P> {
  const state: State<P> = {
    candidates: demands.map(({ from }) => [...new Set(from)]),
    given: demands.map(() => new Set<P>()),
    heldBy: new Map<P, number>(),
  };
  demands.forEach(({ count }, demand) => {
    while (state.given[demand].size < count && fillOne(state, demand));
  });
  const unmet = demands.flatMap(({ count }, demand) =>
    state.given[demand].size < count ? [demand] : [],
  );
  return {
    given: state.given.map(people => [...people]),
    shortages: joinOverlapping(
      unmet.map(demand => [...search(state, demand).arrivedBy.keys()]),
    ).map(short => ({
      demands: short,
      people: [...new Set(short.flatMap(d => state.candidates[d]))],
    })),
  };
}

interface State<P> {
  candidates: P[][];
  given: Set<P>[];
  heldBy: Map<P, number>;
}

/**
 * Looks for a person nobody holds, over chains "this demand could take that person if the demand that holds them took
 * another". Breadth first, so that a long chain does not exhaust the stack.
 */
function search<P>({ candidates, heldBy }: State<P>, start: number) {
  const seenFrom = new Map<P, number>();
  /** By demand reached: the person it would hand over; undefined for the start. */
  const arrivedBy = new Map<number, P | undefined>([[start, undefined]]);
  for (const demand of arrivedBy.keys()) {
    for (const person of candidates[demand]) {
      if (!seenFrom.has(person)) {
        seenFrom.set(person, demand);
        const holder = heldBy.get(person);
        if (holder === undefined) {
          return { found: { person }, seenFrom, arrivedBy };
        }
        if (!arrivedBy.has(holder)) {
          arrivedBy.set(holder, person);
        }
      }
    }
  }
  return { seenFrom, arrivedBy };
}

/** Fills one more place of the demand, moving people along the chain found; false when that is impossible. */
function fillOne<P>(state: State<P>, start: number): boolean {
  const { found, seenFrom, arrivedBy } = search(state, start);
  let next = found;
  while (next) {
    const { person } = next;
    const demand = seenFrom.get(person)!;
    state.given[demand].add(person);
    state.heldBy.set(person, demand);
    if (demand === start) {
      return true;
    }
    const handedOver = arrivedBy.get(demand)!;
    state.given[demand].delete(handedOver);
    next = { person: handedOver };
  }
  return false;
}

/** Demands that compete for the same people are one shortage. */
function joinOverlapping(groups: number[][]): number[][] {
  const joined: Set<number>[] = [];
  for (const group of groups) {
    const overlapping = joined.filter(set => group.some(d => set.has(d)));
    const union = new Set([...overlapping.flatMap(set => [...set]), ...group]);
    for (const set of overlapping) {
      joined.splice(joined.indexOf(set), 1);
    }
    joined.push(union);
  }
  return joined.map(set => [...set].sort((a, b) => a - b));
}
