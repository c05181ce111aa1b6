import { BRIDGED_GAP, Selector, selectorText } from '../series';
import { boundsAsNumbers } from './bounds';
import { halfOpen, promDuration, RangeStyle } from './ranges';

/** How a Prometheus scrapes, and how it reads ranges. */
export interface ScrapeShape {
  /** Milliseconds between two scrapes. */
  scrapeInterval: number;
  ranges: RangeStyle;
  /**
   * Whether each target has the series `up`, by `job` and `instance`: then a series that appears on a target that was
   * scraped already was born with its events. What is pushed has none.
   */
  hasUp: boolean;
}

/** The last sample between two scrapes; unlike the bare selector it takes no marker of staleness for an end. */
function latest(selector: Selector, { scrapeInterval, ranges }: ScrapeShape) {
  const text = selectorText(boundsAsNumbers(selector));
  return `last_over_time(${text}[${halfOpen(scrapeInterval, ranges)}])`;
}

/**
 * What each series of counters adds by its latest scrape, as {@link CounterSteps} defines it: gaps up to ten minutes are
 * bridged, a counter that began anew adds its value, and a series that is seen for the first time adds nothing unless its
 * target was scraped before without it. `increase()` of Prometheus extrapolates, and loses what a series is born with.
 *
 * It has to be asked at multiples of the scrape interval, each once, as a subquery of that step does.
 */
export function incrementsOf(selector: Selector, shape: ScrapeShape): string {
  const { scrapeInterval, ranges, hasUp } = shape;
  const text = selectorText(boundsAsNumbers(selector));
  const current = latest(selector, shape);
  const bridged = halfOpen(BRIDGED_GAP, ranges);
  const offset = promDuration(scrapeInterval);
  const before = `last_over_time(${text}[${bridged}] offset ${offset})`;
  // Comparing keeps the name of the metric and subtracting drops it: without "+ 0" the branches would not be alike.
  const counted = `((${current} >= 0 < Inf) + 0)`;
  const up = selectorText({
    metric: 'up',
    // Those of other jobs need not be looked at.
    matchers: selector.matchers.filter(
      ({ label }) => label === 'job' || label === 'instance',
    ),
  });
  const anew = hasUp
    ? `(${counted} and on (job, instance) (max_over_time(${up}[${bridged}] offset ${offset}) == 1))`
    : `(${counted} and ${before})`;
  return `((${current} - ${before}) >= 0 < Inf) or ${anew} or ((${current} >= 0 < Inf) * 0)`;
}

/** The value of each series at its latest scrape, where it is a number. */
export function valuesAt(selector: Selector, shape: ScrapeShape): string {
  const current = latest(selector, shape);
  return `((${current} > -Inf < Inf) + 0)`;
}

/** Whether any series was scraped within a time, as a vector without labels. */
export function anySeries(
  selector: Selector,
  within: number,
  { ranges }: ScrapeShape,
): string {
  const text = selectorText(boundsAsNumbers(selector));
  return `group(last_over_time(${text}[${halfOpen(within, ranges)}]))`;
}
