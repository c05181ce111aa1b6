import { Cluster, clusters, Quarter, quarters } from './moves';

/** What a question is about: grants as they stand, or what was granted in a quarter. */
export const subjects = ['standing', 'period'] as const;
export type Subject = (typeof subjects)[number];

/** A grant that may be without a ticket: in which cluster, since which quarter, and whether it is given anew in each. */
interface Grant {
  name: string;
  cluster: Cluster;
  since: Quarter;
  about: Subject;
}

/** What a run saw when it asked its source. */
export interface Taken {
  /** When it asked, and when it had the answer: the same moment here. */
  at: number;
  /** The source answered in full. */
  isComplete: boolean;
  clusters: readonly Cluster[];
  quarter: Quarter;
  /** Grants that were in violation then, as the report shows them. */
  shown: readonly string[];
}

/** What is so, whoever looks: grants that violate a control, and what each run saw of them. */
export class Estate {
  readonly grants: readonly Grant[] = [
    { name: 'alpha', cluster: 'orders', since: '2026Q2', about: 'standing' },
    { name: 'beta', cluster: 'orders', since: '2026Q2', about: 'period' },
    { name: 'gamma', cluster: 'payments', since: '2026Q3', about: 'standing' },
    { name: 'delta', cluster: 'payments', since: '2026Q3', about: 'period' },
  ];
  /** By the number of the run. */
  readonly taken = new Map<string, Taken>();
  readonly #violating = new Set<string>(['alpha', 'beta', 'gamma']);

  violate(grant: number): void {
    this.#violating.add(this.#name(grant));
  }

  mend(grant: number): void {
    this.#violating.delete(this.#name(grant));
  }

  /** What a source answers now: a half answer lacks some. */
  look(
    scope: { quarter: Quarter; clusters: readonly Cluster[] },
    at: number,
    isComplete: boolean,
  ): Taken {
    const inScope = scope.clusters.length > 0 ? scope.clusters : clusters;
    const shown = this.grants
      .filter(
        ({ name, cluster, since }) =>
          this.#violating.has(name) &&
          inScope.includes(cluster) &&
          quarters.indexOf(since) <= quarters.indexOf(scope.quarter),
      )
      .map(({ name }) => name);
    return {
      at,
      isComplete,
      quarter: scope.quarter,
      clusters: inScope,
      shown: isComplete ? shown : shown.slice(1),
    };
  }

  /** Those of them that a question is about. */
  of(about: Subject, names: readonly string[]): string[] {
    return names.filter(
      name => this.grants.find(each => each.name === name)?.about === about,
    );
  }

  /** A finding by what names it: what was granted in a quarter is another thing in each. */
  findingOf(name: string, quarter: string): string {
    return this.of('period', [name]).length > 0
      ? `${name} in ${quarter}`
      : name;
  }

  #name(grant: number): string {
    return this.grants[grant % this.grants.length].name;
  }
}
