import { normalizeEntityRef } from '../refs';
import type { CmdbGraph } from './CmdbGraph';

/** What some groups and systems come to; absent where none was named. */
export interface CmdbScope {
  /** The groups, and those below them, sorted. */
  teams?: string[];
  /** The systems, and what is part of them, sorted. */
  items?: string[];
}

/** What figures of some groups and systems are about: a group means all below it, a system all that is part of it. */
export function scopeOf(
  graph: CmdbGraph,
  { team, system }: { team?: readonly string[]; system?: readonly string[] },
): CmdbScope {
  return {
    ...(team && {
      teams: unique(team.flatMap(each => graph.groupsWithin(each))),
    }),
    ...(system && { items: partsOf(graph, system) }),
  };
}

/** The items that are in both parts of a scope: owned by its teams, and of its systems. Undefined where it narrows nothing. */
export function itemsIn(
  graph: CmdbGraph,
  { teams, items }: CmdbScope,
): string[] | undefined {
  if (!teams) return items;
  const owners = new Set(teams);
  const wanted = items && new Set(items);
  return [...graph.items()].flatMap(({ owner, entityRef }) => {
    const isOwned = owner !== undefined && owners.has(owner);
    return isOwned && (wanted?.has(entityRef) ?? true) ? [entityRef] : [];
  });
}

function partsOf(graph: CmdbGraph, systems: readonly string[]): string[] {
  const wanted = new Set(systems.map(normalizeEntityRef));
  const parts = [...graph.items()].filter(
    ({ system }) => system !== undefined && wanted.has(system),
  );
  return unique([...wanted, ...parts.map(({ entityRef }) => entityRef)]);
}

function unique(refs: readonly string[]): string[] {
  return [...new Set(refs)].sort();
}
