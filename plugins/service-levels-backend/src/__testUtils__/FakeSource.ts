import {
  MetricReading,
  readSelector,
  selectorText,
} from '@countersign/plugin-service-levels-common';
import {
  MetricQuery,
  ServiceLevelSource,
  SourceError,
  SourceReading,
} from '@countersign/plugin-service-levels-node';

/** A source whose counters a test sets. */
export class FakeSource implements ServiceLevelSource {
  readonly interval: number;
  readonly counters = new Map<string, number>();
  trouble: SourceError | undefined;
  keeps: number | undefined;
  reads = 0;

  constructor(readonly name: string, interval = 15_000) {
    this.interval = interval;
  }

  check({ query }: Record<string, unknown>): string | undefined {
    const selector = readSelector(String(query));
    return typeof selector === 'string' ? selector : undefined;
  }

  async read(
    queries: readonly MetricQuery[],
    { now }: { now: number },
  ): Promise<SourceReading> {
    this.reads += 1;
    if (this.trouble) throw this.trouble;
    return {
      at: now,
      metrics: new Map(
        queries.map(({ key, spec }) => [key, this.#reading(spec, now)]),
      ),
    };
  }

  #reading({ query }: Record<string, unknown>, at: number): MetricReading {
    const selector = readSelector(String(query));
    const name = typeof selector === 'string' ? '' : selectorText(selector);
    const value = this.counters.get(name);
    return {
      kind: 'counter',
      series:
        value === undefined ? [] : [{ key: name, samples: [{ at, value }] }],
    };
  }
}
