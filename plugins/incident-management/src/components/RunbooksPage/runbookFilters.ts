import { FilterAddress } from '@countersign/plugin-governance-react';
import { queryString } from '@countersign/plugin-governance-common';
import { KnownRunbook } from './useKnownRunbooks';

/** What the list of runbooks can be narrowed to. */
export interface RunbookFilters {
  /** No step of it was ever ticked off, drills left out. */
  unused?: true;
  /** Nor in a drill. */
  undrilled?: true;
}

const flagOf = (params: URLSearchParams, name: keyof RunbookFilters) =>
  params.get(name) === 'true' ? { [name]: true as const } : {};

/** How the filters stand in the address of the list. */
export const runbookFilterAddress: FilterAddress<RunbookFilters> = {
  read: params => ({
    ...flagOf(params, 'unused'),
    ...flagOf(params, 'undrilled'),
  }),
  write: filters => new URLSearchParams(queryString({ ...filters })),
};

/** Whether a runbook fits every filter. */
export function fits(
  { lastUsed, lastDrilled }: KnownRunbook,
  { unused, undrilled }: RunbookFilters,
): boolean {
  return !(unused && lastUsed) && !(undrilled && lastDrilled);
}
