import { MetricReading } from '@countersign/plugin-service-levels-common';
import { MetricQuery } from '@countersign/plugin-service-levels-node';

/** (after, to], in milliseconds since 1970. */
export interface Stretch {
  after: number;
  to: number;
}

export type MetricAnswer = MetricReading | { problem: string };

/** A request that answers for some metrics over any stretch of time. */
export interface TimedQuery {
  keys: string[];
  read(
    stretch: Stretch,
    signal?: AbortSignal,
  ): Promise<Map<string, MetricAnswer>>;
}

/** Makes requests of what is asked. */
export interface Read {
  requests(queries: readonly MetricQuery[]): TimedQuery[];
}
