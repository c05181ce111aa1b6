import {
  readSelector,
  Selector,
  selectorHint,
} from '@countersign/plugin-service-levels-common';
import {
  MetricQuery,
  ServiceLevelSource,
  SourceError,
  SourceReading,
} from '@countersign/plugin-service-levels-node';
import {
  Exposition,
  ExpositionError,
  readExposition,
} from './exposition/readExposition';
import { readProtobuf } from './exposition/readProtobuf';
import { matcherOf, selectMetric } from './exposition/selectMetric';
import { fetchPage, Page, PageSettings } from './scrape/fetchPage';

/** A service's own page of metrics, scraped. */
export class OpenMetricsSource implements ServiceLevelSource {
  readonly name: string;
  readonly interval: number;
  readonly #page: PageSettings;

  constructor(options: { name: string; interval: number } & PageSettings) {
    const { name, interval, ...page } = options;
    this.name = name;
    this.interval = interval;
    this.#page = page;
  }

  check(spec: Record<string, unknown>): string | undefined {
    const selector = selectorOf(spec);
    return typeof selector === 'string' ? selector : undefined;
  }

  /** A page is the same for everybody, whoever reads it. */
  look(
    queries: readonly MetricQuery[],
    options: { now: number; signal?: AbortSignal },
  ): Promise<SourceReading> {
    return this.read(queries, options);
  }

  async read(
    queries: readonly MetricQuery[],
    { now, signal }: { now: number; signal?: AbortSignal },
  ): Promise<SourceReading> {
    const selectors = new Map(
      queries.map(({ key, spec }) => [key, selectorOf(spec)]),
    );
    const wanted = new Set(
      [...selectors.values()].flatMap(selector =>
        typeof selector === 'string' ? [] : [selector.metric],
      ),
    );
    const page = await fetchPage(this.#page, signal);
    const openMetrics = page.format === 'openmetrics';
    try {
      const exposition = readPage(page, wanted);
      return {
        at: now,
        metrics: new Map(
          Array.from(selectors, ([key, selector]) => [
            key,
            typeof selector === 'string'
              ? { problem: selector }
              : selectMetric(selector, exposition, { at: now, openMetrics }),
          ]),
        ),
      };
    } catch (error) {
      if (error instanceof ExpositionError) {
        throw new SourceError(error.message);
      }
      throw error;
    }
  }
}

function readPage(
  { bytes, format }: Page,
  wanted: ReadonlySet<string>,
): Exposition {
  return format === 'protobuf'
    ? readProtobuf(bytes, wanted)
    : readExposition(new TextDecoder().decode(bytes), wanted, {
        openMetrics: format === 'openmetrics',
      });
}

/** The selector of a metric, or what is wrong with it. */
function selectorOf(spec: Record<string, unknown>): Selector | string {
  const { query, ...others } = spec;
  const [other] = Object.keys(others);
  if (other !== undefined) return `There is no ${other} here; give query`;
  if (typeof query !== 'string') return `query is missing: ${selectorHint}`;
  const selector = readSelector(query);
  if (typeof selector === 'string') return `query: ${selector}`;
  try {
    matcherOf(selector.matchers);
    return selector;
  } catch {
    return 'query: a regular expression in it cannot be read (RE2 syntax)';
  }
}
