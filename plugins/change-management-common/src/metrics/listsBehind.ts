import { Period, weekWithin } from '@countersign/plugin-governance-common';
import type { ChangeMoment, ListChangesQuery } from '../api';
import { CloseCode, MetricsReport, MetricsSlice, RiskLevel } from '../model';

/** What of a report tells which changes it is about. */
export interface MetricsScope
  extends Period,
    Pick<MetricsReport, 'includesDemo'> {
  team?: string[];
  environment?: string[];
}

/** The changes a rate divides by, and those of them that it counts. */
export interface RateLists {
  n: ListChangesQuery;
  count: ListChangesQuery;
}

/** For each figure of a slice, the list of exactly the changes it was made of. */
export type SliceLists = Record<
  keyof Pick<MetricsSlice, 'successRate' | 'emergencyShare'>,
  RateLists
> & {
  leadTimeToApproval: { n: ListChangesQuery };
  outcomes: Record<CloseCode, ListChangesQuery>;
};

/**
 * The lists behind the figures of a report: each query lists the changes the figure counts, no more and no fewer. It is the counterpart of `sliceOf`, `bandOutcomes` and `byWeek`.
 */
export class ListsBehind {
  readonly #scope: MetricsScope;
  readonly #filter: ListChangesQuery;

  constructor(scope: MetricsScope) {
    const { team, environment, includesDemo } = scope;
    this.#scope = scope;
    this.#filter = {
      ...(team?.length && { team }),
      ...(environment?.length && { environment }),
      ...(!includesDemo && { demo: false }),
    };
  }

  all(): SliceLists {
    return this.#slice({});
  }

  ofTeam(team: string): SliceLists {
    return this.#slice({ team: [team] });
  }

  ofRisk(level: RiskLevel): SliceLists {
    return this.#slice({ risk: [level] });
  }

  /** What somebody submitted, and what of that were emergencies. */
  ofPerson(person: string): RateLists {
    return this.#slice({ requester: [person] }).emergencyShare;
  }

  /** What was closed of a risk band, and what of that failed. */
  ofBand(level: RiskLevel): { n: ListChangesQuery; failed: ListChangesQuery } {
    const n = this.#within('closed', { risk: [level] });
    return { n, failed: { ...n, closeCode: ['unsuccessful'] } };
  }

  /** Undefined for a week outside the period. */
  ofWeek(
    week: string,
  ): Record<'opened' | 'closed' | 'failed', ListChangesQuery> | undefined {
    const period = weekWithin(week, this.#scope);
    if (!period) return undefined;
    const closed = this.#within('closed', {}, period);
    return {
      opened: this.#within('created', {}, period),
      closed,
      failed: { ...closed, closeCode: ['unsuccessful'] },
    };
  }

  #slice(slice: ListChangesQuery): SliceLists {
    const closed = this.#within('closed', slice);
    const submitted = this.#within('submitted', slice);
    return {
      successRate: {
        n: closed,
        count: { ...closed, closeCode: ['successful'] },
      },
      outcomes: {
        successful: { ...closed, closeCode: ['successful'] },
        successful_issues: { ...closed, closeCode: ['successful_issues'] },
        unsuccessful: { ...closed, closeCode: ['unsuccessful'] },
      },
      leadTimeToApproval: {
        n: this.#within('approved', {
          ...slice,
          type: ['normal', 'emergency'],
        }),
      },
      emergencyShare: {
        n: { ...submitted, type: ['normal', 'standard', 'emergency'] },
        count: { ...submitted, type: ['emergency'] },
      },
    };
  }

  #within(
    moment: ChangeMoment,
    filter: ListChangesQuery,
    { from, to }: Period = this.#scope,
  ): ListChangesQuery {
    return {
      ...this.#filter,
      ...filter,
      [`${moment}From`]: from,
      [`${moment}To`]: to,
    };
  }
}
