import {
  MetricsService,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';
import { isRefusal } from '../http/explainErrors';

/** Upper bounds of the buckets, in seconds: what answers people and pipelines wait for. */
const BOUNDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
];

/** The label that says which area a metric is of that every area has. */
export const AREA = 'countersign.area';

/** The label that says how what was timed or counted ended. */
export const OUTCOME = 'countersign.outcome';

/** What tells series of one metric apart: few values, and never a name of anybody. */
export type MetricLabels = Record<string, string>;

/** How something ended: whoever asked has to mend it, or we have. */
export function failureOf(error: unknown): 'caller_error' | 'failed' {
  return isRefusal(error) ? 'caller_error' : 'failed';
}

/** Takes no time: for records of a demo, and for tests. */
export const untimed: Pick<Timings, 'time'> = { time: work => work() };

/** How long something takes, and how it ends: a histogram in seconds, whose count says how often. */
export class Timings {
  readonly #histogram: MetricsServiceHistogram;

  /** @param name - As OpenTelemetry names metrics, with the unit left out: `change_management.gate.duration`. */
  constructor(
    metrics: Pick<MetricsService, 'createHistogram'>,
    name: string,
    description: string,
  ) {
    this.#histogram = metrics.createHistogram(name, {
      description,
      unit: 's',
      advice: { explicitBucketBoundaries: BOUNDS },
    });
  }

  record(seconds: number, labels: MetricLabels): void {
    this.#histogram.record(seconds, labels);
  }

  /**
   * Takes the time of work; its outcome is the label {@link OUTCOME}.
   *
   * @param outcomeOf - Of work that did not fail. Of others {@link failureOf} says it.
   */
  async time<T>(
    work: () => Promise<T>,
    outcomeOf: (result: T) => string,
    labels: MetricLabels = {},
  ): Promise<T> {
    const since = performance.now();
    const end = (outcome: string) =>
      this.record((performance.now() - since) / 1000, {
        ...labels,
        [OUTCOME]: outcome,
      });
    let result: T;
    try {
      result = await work();
    } catch (error) {
      end(failureOf(error));
      throw error;
    }
    end(outcomeOf(result));
    return result;
  }
}
