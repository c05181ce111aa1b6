import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { isMissingArea } from '@countersign/plugin-governance-node';
import {
  BudgetImpact,
  BudgetShare,
  IncidentFacts,
} from '@countersign/plugin-incident-management-common';
import { ServiceLevelFigures } from '@countersign/plugin-service-levels-node';

/** Whoever starts a review waits no longer for its figures. */
const TIMEOUT_MS = 10_000;
/** So many objectives are told; an incident that hits more is told by the rest of its review. */
const MOST = 50;

/** What an incident took of error budgets, as service levels say now. */
export class BudgetReader {
  constructor(
    private readonly options: {
      serviceLevels: ServiceLevelFigures;
      logger: LoggerService;
    },
  ) {}

  /** Unknown, and never nothing, where service levels do not answer. */
  async impactOf({
    number,
    entities,
    times,
  }: Pick<
    IncidentFacts,
    'number' | 'entities' | 'times'
  >): Promise<BudgetImpact> {
    const to = times.restored ?? times.resolved;
    if (to === undefined) return { state: 'unknown', objectives: [] };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const objectives = await this.#objectivesOf(entities, signal).catch(
        error => {
          if (isMissingArea(error, this.options.logger)) return [];
          throw error;
        },
      );
      if (objectives.length === 0) return { state: 'none', objectives: [] };
      const shares = await Promise.all(
        objectives.map(each =>
          this.#shareOf(each, { from: times.started, to }, signal),
        ),
      );
      return { state: 'known', objectives: shares };
    } catch (error) {
      this.options.logger.warn(
        `What ${number} took of error budgets is unknown, service levels do not answer: ${stringifyError(
          error,
        )}`,
      );
      return { state: 'unknown', objectives: [] };
    }
  }

  async #objectivesOf(entities: readonly string[], signal: AbortSignal) {
    const pages = await Promise.all(
      entities.map(component =>
        this.options.serviceLevels.listObjectives(
          { component, limit: MOST },
          { signal },
        ),
      ),
    );
    const all = pages.flatMap(({ items }) => items);
    return [...new Map(all.map(each => [each.id, each])).values()].slice(
      0,
      MOST,
    );
  }

  async #shareOf(
    { id, title, target }: { id: string; title: string; target: number },
    range: { from: string; to: string },
    signal: AbortSignal,
  ): Promise<BudgetShare> {
    const { serviceLevels } = this.options;
    const [{ points }, { counts }] = await Promise.all([
      // What began and ended at once was hit for a moment of the clock at least.
      serviceLevels.getHistory(id, atLeastASecond(range), { signal }),
      serviceLevels.getObjective(id, { signal }),
    ]);
    const bad = sum(points.map(point => point.bad));
    const total = sum(points.map(point => point.total));
    const budget = (1 - target) * (counts?.total ?? 0);
    return {
      objective: id,
      title,
      bad,
      total,
      ...(total > 0 && budget > 0 && { spent: bad / budget }),
    };
  }
}

function atLeastASecond({ from, to }: { from: string; to: string }) {
  const end = Math.max(Date.parse(to), Date.parse(from) + 1000);
  return { from, to: new Date(end).toISOString() };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
