import {
  anySeries,
  halfOpen,
  incrementsOf,
  promDuration,
  valuesAt,
} from '../promql';
import { Selector, selectorText } from '../series';
import { CountedObjective, ThresholdOperator } from './CountedObjective';
import { PrometheusRule, RuleOptions } from './types';

/** The opposite: what a value is that does not keep its promise. */
const brokenBy: Record<ThresholdOperator, string> = {
  lte: '>',
  lt: '>=',
  gte: '<',
  gt: '<=',
};

/** So long it is remembered over an outage of the evaluation that something was seen. */
const REMEMBERED = '1h';
const SEEN = 'slo:good:seen';

/** The name of what is recorded each step: `slo:bad:step1m`. */
export function stepName(what: 'bad' | 'total', step: number): string {
  return `slo:${what}:step${promDuration(step)}`;
}

/** The name of the events of a step where what counts are slices of time: `slo:total:events1m`. */
export function heardName(step: number): string {
  return `slo:total:events${promDuration(step)}`;
}

/** The name of the events of a slice, recorded once it is over: `slo:total:slice5m`. */
function sliceName(what: 'part' | 'total', slice: number): string {
  return `slo:${what}:slice${promDuration(slice)}`;
}

/** Writes the rules that count one objective. */
class StepRules {
  readonly #step: number;
  readonly #counted: CountedObjective['counted'];

  constructor(
    private readonly counting: CountedObjective,
    private readonly labels: Record<string, string>,
    private readonly options: RuleOptions,
  ) {
    this.#step = counting.step;
    this.#counted = counting.counted;
  }

  all(): PrometheusRule[] {
    const { slice } = this.counting;
    return slice ? this.#slices(slice) : this.#events();
  }

  #events(): PrometheusRule[] {
    const total = stepName('total', this.#step);
    const all = `sum(${this.#own(total)})`;
    return [
      this.#record(total, this.#total(this.#step)),
      ...this.#seen(),
      this.#record(
        stepName('bad', this.#step),
        this.#badOf(this.#part(this.#step), all),
      ),
    ];
  }

  /**
   * A slice is judged once it is over, at whatever moment rules are evaluated: a subquery of its length is asked for at whole
   * multiples of it only, so that its events are those that the portal takes.
   */
  #slices({
    length,
    target,
  }: NonNullable<CountedObjective['slice']>): PrometheusRule[] {
    const within = halfOpen(this.#step, this.options.ranges);
    const atItsEnd = (expr: string) =>
      `last_over_time((${expr})[${within}:${promDuration(length)}])`;
    const ended = (what: 'part' | 'total') =>
      `sum(last_over_time(${this.#own(sliceName(what, length))}[${within}]))`;
    const all = `(${ended('total')} > 0)`;
    const good = `(${all} - (${this.#badOf(
      ended('part'),
      ended('total'),
    )})) / ${all}`;
    return [
      this.#record(heardName(this.#step), this.#total(this.#step)),
      ...this.#seen(),
      this.#record(sliceName('total', length), atItsEnd(this.#total(length))),
      this.#record(sliceName('part', length), atItsEnd(this.#part(length))),
      this.#record(
        stepName('total', this.#step),
        `(${ended('total')} > bool 0) == 1`,
      ),
      this.#record(
        stepName('bad', this.#step),
        `1 - (${good} >= bool ${target})`,
      ),
    ];
  }

  /** All events of a time that ends now. */
  #total(over: number): string {
    const counted = this.#counted;
    if (counted.kind === 'threshold') {
      return this.#summed(
        `count(${valuesAt(counted.metric, this.options)})`,
        over,
      );
    }
    const events = this.#eventsOf(counted.total);
    if (counted.kind === 'bad') return this.#summed(events, over);
    // A selector of good events that never matched anything is a mistake, and no total failure.
    const appeared = anySeries(counted.part, this.#step, this.options);
    return this.#summed(
      `(${events}) and on () (${appeared} or on () ${this.#own(SEEN)})`,
      over,
    );
  }

  /** What is counted beside all: good or bad events, or values that do not keep the promise. */
  #part(over: number): string {
    const counted = this.#counted;
    return counted.kind === 'threshold'
      ? this.#summed(
          `count(${valuesAt(counted.metric, this.options)} ${
            brokenBy[counted.op]
          } ${counted.value})`,
          over,
        )
      : this.#summed(this.#eventsOf(counted.part), over);
  }

  /** What is bad of what is counted; none where nothing was, or a faultless service would have no series. */
  #badOf(part: string, all: string): string {
    const orNone = `${part} or 0 * ${all}`;
    return this.#counted.kind === 'good' ? `${all} - (${orNone})` : orNone;
  }

  #seen(): PrometheusRule[] {
    const counted = this.#counted;
    if (counted.kind !== 'good') return [];
    const appeared = anySeries(counted.part, this.#step, this.options);
    return [
      this.#record(
        SEEN,
        `group(${appeared} or last_over_time(${this.#own(
          SEEN,
        )}[${REMEMBERED}]))`,
      ),
    ];
  }

  #eventsOf(selector: Selector): string {
    return this.#counted.kind !== 'threshold' && this.#counted.counter
      ? incrementsOf(selector, this.options)
      : valuesAt(selector, this.options);
  }

  #summed(each: string, over: number): string {
    const { scrapeInterval, ranges } = this.options;
    const scrape = promDuration(scrapeInterval);
    return `sum(sum_over_time((${each})[${halfOpen(over, ranges)}:${scrape}]))`;
  }

  #own(metric: string): string {
    const { id } = this.counting.objective;
    return selectorText({
      metric,
      matchers: [{ label: 'slo', op: '=', value: id }],
    });
  }

  #record(record: string, expr: string): PrometheusRule {
    return { record, expr, labels: this.labels };
  }
}

/** The rules that count one objective, in the order they have to be evaluated in. */
export function stepRules(
  counting: CountedObjective,
  labels: Record<string, string>,
  options: RuleOptions,
): PrometheusRule[] {
  return new StepRules(counting, labels, options).all();
}
