import { Entity } from '@backstage/catalog-model';
import { EntityFilter } from '@backstage/plugin-catalog-react';
import { ScorecardCheck } from '@countersign/plugin-governance-react';
import { failuresOf, ServiceScore } from './scores';

/** What the list of the catalog can be narrowed to, beside each check: as it stands in the address. */
export const incomplete = 'incomplete';
export const complete = 'complete';
const FAILS = 'fails:';

/** The choice of those that fail a check. */
export const failing = ({ id }: Pick<ScorecardCheck, 'id'>): string =>
  `${FAILS}${id}`;

/** The checks that choices name; of others the list of services has no filter. */
export function checksNamed(choices: readonly string[]): string[] {
  return choices.flatMap(choice =>
    choice.startsWith(FAILS) ? [choice.slice(FAILS.length)] : [],
  );
}

/** Whether a service is what any of the choices asks for. */
export function isChosen(
  score: ServiceScore,
  choices: readonly string[],
): boolean {
  const failed = failuresOf(score).map(({ check }) => failing(check));
  return choices.some(choice => {
    if (choice === incomplete) return failed.length > 0;
    // What nothing is asked of meets nothing.
    if (choice === complete) return failed.length === 0 && score.of > 0;
    return failed.includes(choice);
  });
}

/**
 * So many can be named in one request: each takes some 60 characters of its address, and servers on the way take 8,000 of those by
 * default.
 */
export const MOST_NAMED = 100;

/** An id that no entity has: the catalog takes an empty list for no wish. */
const NONE = 'none';

/** Narrows the list of the catalog to services by how their scorecards stand. */
export class CatalogScorecardFilter implements EntityFilter {
  readonly #uids: ReadonlySet<string> | undefined;

  /**
   * @param choices - As they stand in the address.
   * @param scores - Those that fit, the worst first; absent until they are known, when it narrows nothing.
   */
  constructor(
    readonly choices: readonly string[],
    scores?: readonly ServiceScore[],
  ) {
    const uids = scores?.flatMap(({ uid }) => uid ?? []);
    this.#uids = uids && new Set(uids.slice(0, MOST_NAMED));
  }

  /** The same for filters that narrow the list to the same services. */
  get key(): string {
    return JSON.stringify([this.choices, this.#uids && [...this.#uids].sort()]);
  }

  /** The catalog is asked by pages, so that it has to know which. */
  getCatalogFilters(): Record<string, string[]> {
    if (!this.#uids) return {};
    return { 'metadata.uid': this.#uids.size ? [...this.#uids] : [NONE] };
  }

  filterEntity({ metadata: { uid } }: Entity): boolean {
    return !this.#uids || (uid !== undefined && this.#uids.has(uid));
  }

  toQueryValue(): string[] {
    return [...this.choices];
  }
}
