import { DashboardAnswer, DashboardScope, MOST_NARROWED } from './model';

/** What a scope comes to in the catalog; absent where it narrows nothing. */
export interface ResolvedScope {
  /** The groups that were asked for, and those below them. */
  teams?: string[];
  /** What belongs to the systems that were asked for. */
  items?: string[];
}

/** The answer for a tile. */
export function dashboardAnswer(
  { previousFrom, from, to }: DashboardScope,
  rest: Pick<DashboardAnswer, 'at' | 'figures' | 'note'>,
): DashboardAnswer {
  return { ...{ previousFrom, from, to }, ...rest };
}

/** Whether the lists behind figures can be narrowed to the scope: they take so many values and no more. */
export function isListable({ teams = [], items = [] }: ResolvedScope): boolean {
  return teams.length <= MOST_NARROWED && items.length <= MOST_NARROWED;
}

/** `count` of `n` as percent; undefined where there is nothing to divide by. */
export function percentOfAll(count: number, n: number): number | undefined {
  return n === 0 ? undefined : (100 * count) / n;
}
