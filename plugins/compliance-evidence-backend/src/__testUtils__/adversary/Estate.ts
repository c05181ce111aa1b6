import { Cluster, clusters, Quarter, quarters } from './moves';

/** A grant that may be without a ticket: in which cluster, and since which quarter. */
interface Grant {
  name: string;
  cluster: Cluster;
  since: Quarter;
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
    { name: 'alpha', cluster: 'orders', since: '2026Q2' },
    { name: 'beta', cluster: 'orders', since: '2026Q3' },
    { name: 'gamma', cluster: 'payments', since: '2026Q3' },
    { name: 'delta', cluster: 'payments', since: '2026Q4' },
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

  #name(grant: number): string {
    return this.grants[grant % this.grants.length].name;
  }
}
