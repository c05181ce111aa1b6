import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';
import { failuresOf, ServiceScore } from './scores';

/** What the list of services can be narrowed to. */
export interface ScorecardFilters {
  /** Entity refs of owners and of systems. */
  team: string[];
  system: string[];
  /** Ids of checks: services that fail any of them. */
  fails: string[];
  q: string;
}

/** How the filters stand in the address. */
export const scorecardFilterAddress: FilterAddress<ScorecardFilters> = {
  read: params => ({
    team: valuesIn(params, 'team'),
    system: valuesIn(params, 'system'),
    fails: valuesIn(params, 'fails'),
    q: params.get('q') ?? '',
  }),
  write: ({ q, ...others }) =>
    new URLSearchParams(queryString({ ...others, q: q || undefined })),
};

/** Whether a service fits owner, system and words. */
export function fits(
  { owner, system, title, entityRef }: ServiceScore,
  filters: Omit<ScorecardFilters, 'fails'>,
): boolean {
  const words = filters.q.toLocaleLowerCase('en-US');
  const among = (wanted: readonly string[], ref: string | undefined) =>
    wanted.length === 0 || (ref !== undefined && wanted.includes(ref));
  return (
    among(filters.team, owner) &&
    among(filters.system, system) &&
    [title, entityRef].some(text =>
      text.toLocaleLowerCase('en-US').includes(words),
    )
  );
}

/** Whether it fails any of these checks; without any, every service does. */
export function failsAny(
  score: ServiceScore,
  fails: readonly string[],
): boolean {
  return (
    fails.length === 0 ||
    failuresOf(score).some(({ check }) => fails.includes(check.id))
  );
}
