import {
  InputError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  BudgetClaim,
  budgetCost,
  faultDuration,
  PredictionOf,
  predictDetection,
  watchingObjective,
} from '@countersign/plugin-chaos-drills-common';
import { wrongField } from '@countersign/plugin-governance-common';
import { ServiceLevelFigures } from '@countersign/plugin-service-levels-node';
import { Playable } from './ExperimentLibrary';

/** What is known of a drill beforehand. */
export interface Forecast {
  budgets: BudgetClaim[];
  predicted: PredictionOf[];
}

/** Estimates what a drill spends, and predicts when each of its objectives notices. */
export class Forecaster {
  constructor(
    private readonly serviceLevels: Pick<ServiceLevelFigures, 'getObjective'>,
  ) {}

  /** @throws InputError where there is no such objective, ServiceUnavailableError where nobody says */
  async forecast(
    { experiment, variables }: Playable,
    signal: AbortSignal,
  ): Promise<Forecast> {
    const {
      objectives,
      'bad-share': badShare,
      'budget-share': most,
    } = experiment.drill;
    const { longest: lasts, total } = faultDuration(experiment, variables);
    const budgets: BudgetClaim[] = [];
    const predicted: PredictionOf[] = [];
    for (const objective of objectives) {
      const watching = watchingObjective(
        await this.#objective(objective, signal),
      );
      // Nobody said how many requests turn bad: it is taken that all do.
      const costs = budgetCost(
        { badShare: badShare ?? 1, lasts: total },
        watching,
      );
      budgets.push({ objective, costs, most: most ?? costs });
      if (badShare === undefined || lasts === 0) {
        predicted.push({
          objective,
          reason:
            'The experiment does not say which share of requests turns bad (bad-share), or has no fault.',
        });
        continue;
      }
      const { after, reason } = predictDetection({ badShare, lasts }, watching);
      predicted.push({
        objective,
        ...(after !== undefined && { after }),
        ...(reason !== undefined && { reason }),
      });
    }
    return { budgets, predicted };
  }

  async #objective(id: string, signal: AbortSignal) {
    try {
      return await this.serviceLevels.getObjective(id, { signal });
    } catch (error) {
      if (error instanceof ResponseError && error.statusCode === 404) {
        throw wrongField(
          'experiment',
          `there is no objective ${id}: name one of the entity under objectives`,
          InputError,
        );
      }
      throw new ServiceUnavailableError(
        `Service levels give no answer about ${id}: ${String(error)}`,
      );
    }
  }
}
