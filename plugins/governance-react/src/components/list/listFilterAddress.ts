import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '../../hooks/useFiltersInAddress';

/** The filters of a list: words that are searched for, and for each name the values that are chosen. */
export type ListFilters<K extends Record<string, string>> = {
  [N in keyof K]: K[N][];
} & { q: string };

/**
 * How the usual filters of a list stand in its address, in the order in which they are named:
 * `listFilterAddress<{ state: RunState; report: string }>({ state: runStates, report: 'any' })`.
 *
 * @param values - the values that each filter takes; others in an address are passed over
 */
export function listFilterAddress<K extends Record<string, string>>(values: {
  [N in keyof K]: readonly K[N][] | 'any';
}): FilterAddress<ListFilters<K>> {
  const names = Object.keys(values) as (keyof K & string)[];
  return {
    read: params => {
      const chosen = names.map(name => {
        const known: readonly string[] | 'any' = values[name];
        return [
          name,
          valuesIn(params, name, known === 'any' ? undefined : known),
        ];
      });
      return {
        ...Object.fromEntries(chosen),
        q: params.get('q') ?? '',
      } as ListFilters<K>;
    },
    write: ({ q, ...many }) =>
      new URLSearchParams(queryString({ ...many, q: q || undefined })),
  };
}
