import {
  InputError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  BudgetClaim,
  BudgetEstimate,
  budgetEstimate,
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

/** By how much an experiment may spend more than it should where it does not say how much it may. */
const MARGIN = 1.5;
/** Nobody said how many requests turn bad: it is taken that all do. */
const ALL_BAD = 1;

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
      const { costs } = budgetEstimate(
        { badShare: badShare ?? ALL_BAD, lasts: total },
        watching,
      );
      budgets.push({
        ...{ objective, costs },
        most: most ?? Math.min(1, costs * MARGIN),
      });
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

  /** What it costs each budget now, by the traffic of now; an objective that nobody can tell about is left out. */
  async estimates(
    { experiment, variables }: Playable,
    signal: AbortSignal,
  ): Promise<Record<string, BudgetEstimate>> {
    const { objectives, 'bad-share': badShare = ALL_BAD } = experiment.drill;
    const { total: lasts } = faultDuration(experiment, variables);
    const known = await Promise.all(
      objectives.map(async (id): Promise<[string, BudgetEstimate][]> => {
        try {
          const told = await this.serviceLevels.getObjective(id, { signal });
          const watching = watchingObjective(told);
          return [[id, budgetEstimate({ badShare, lasts }, watching)]];
        } catch {
          // Nobody knows what is left of it either, so the judge refuses.
          return [];
        }
      }),
    );
    return Object.fromEntries(known.flat());
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
