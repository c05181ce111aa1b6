import { LEAST_SHARE } from '../arithmetic';
import {
  anySeries,
  halfOpen,
  incrementsOf,
  promDuration,
  valuesAt,
} from '../promql';
import { selectorText } from '../series';
import {
  CountedEvents,
  CountedObjective,
  CountedValues,
  ThresholdOperator,
} from './CountedObjective';
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

/** Whose steps they are: an objective's own, or those of a part of a composite, which are for that one only. */
export type StepFamily = 'slo' | 'slo_part';

/** The name of what is recorded each step: `slo:bad:step1m`. */
export function stepName(
  what: 'bad' | 'total',
  step: number,
  family: StepFamily = 'slo',
): string {
  return `${family}:${what}:step${promDuration(step)}`;
}

/** The name of the events of a step where what counts are slices of time: `slo:total:events1m`. */
export function heardName(step: number, family: StepFamily = 'slo'): string {
  return `${family}:total:events${promDuration(step)}`;
}

/** What steps are recorded as. */
export interface StepPlace {
  family: StepFamily;
  labels: Record<string, string>;
  /** Those of the labels by which its series are found. */
  own: readonly string[];
}

/** Series of a place. */
export function selectorAt({ labels, own }: StepPlace, metric: string): string {
  return selectorText({
    metric,
    matchers: own.map(label => ({ label, op: '=', value: labels[label] })),
  });
}

/** What is measured itself: other objectives make up a composite. */
export type Measured = CountedObjective & {
  counted: CountedEvents | CountedValues;
};

/** Writes the rules that count one objective. */
class StepRules {
  readonly #step: number;
  readonly #counted: Measured['counted'];

  constructor(
    private readonly counting: Measured,
    private readonly place: StepPlace,
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
    const total = stepName('total', this.#step, this.place.family);
    const all = `sum(${this.#own(total)})`;
    return [
      this.#record(total, this.#total(this.#step)),
      ...this.#seen(),
      this.#record(
        stepName('bad', this.#step, this.place.family),
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
    const { family } = this.place;
    const sliceName = (what: 'part' | 'total') =>
      `${family}:${what}:slice${promDuration(length)}`;
    const within = halfOpen(this.#step, this.options.ranges);
    const atItsEnd = (expr: string) =>
      `last_over_time((${expr})[${within}:${promDuration(length)}])`;
    const ended = (what: 'part' | 'total') =>
      `sum(last_over_time(${this.#own(sliceName(what))}[${within}]))`;
    const all = `(${ended('total')} > 0)`;
    const bad = `(${this.#badOf(ended('part'), ended('total'))})`;
    return [
      this.#record(heardName(this.#step, family), this.#total(this.#step)),
      ...this.#seen(),
      this.#record(sliceName('total'), atItsEnd(this.#total(length))),
      this.#record(sliceName('part'), atItsEnd(this.#part(length))),
      this.#record(
        stepName('total', this.#step, family),
        `(${ended('total')} > bool 0) == 1`,
      ),
      this.#record(
        stepName('bad', this.#step, family),
        target === undefined
          ? countedShareOf(`${bad} / ${all}`)
          : `1 - ((${all} - ${bad}) / ${all} >= bool ${target})`,
      ),
    ];
  }

  /** All events of a time that ends now. */
  #total(over: number): string {
    const counted = this.#counted;
    if (isOfValues(counted)) {
      return this.#summed(`count(${this.#values(counted)})`, over);
    }
    const events = this.#eventsOf(counted, 'total');
    if (counted.kind === 'bad') return this.#summed(events, over);
    // A selector of good events that never matched anything is a mistake, and no total failure.
    const appeared = anySeries(counted.part, this.#step, this.options);
    return this.#summed(
      `(${events}) and on () (${appeared} or on () ${this.#own(
        this.#seenName,
      )})`,
      over,
    );
  }

  /** What is counted beside all: good or bad events, or what of the values does not keep the promise. */
  #part(over: number): string {
    const counted = this.#counted;
    if (!isOfValues(counted)) {
      return this.#summed(this.#eventsOf(counted, 'part'), over);
    }
    const values = this.#values(counted);
    if (counted.kind === 'threshold') {
      const { op, value } = counted;
      return this.#summed(`count(${values} ${brokenBy[op]} ${value})`, over);
    }
    const share = counted.gives === 'failure' ? values : `1 - ${values}`;
    return this.#summed(`sum(${countedShareOf(share)})`, over);
  }

  /** A share is from 0 to 1; what is none is not counted. */
  #values({ kind, metric }: CountedValues): string {
    const values = valuesAt(metric, this.options);
    return kind === 'share' ? `(${values} >= 0 <= 1)` : values;
  }

  /** What is bad of what is counted; none where nothing was, or a faultless service would have no series. */
  #badOf(part: string, all: string): string {
    const orNone = `${part} or 0 * ${all}`;
    return this.#counted.kind === 'good' ? `${all} - (${orNone})` : orNone;
  }

  get #seenName(): string {
    return `${this.place.family}:good:seen`;
  }

  #seen(): PrometheusRule[] {
    const counted = this.#counted;
    if (counted.kind !== 'good') return [];
    const appeared = anySeries(counted.part, this.#step, this.options);
    return [
      this.#record(
        this.#seenName,
        `group(${appeared} or last_over_time(${this.#own(
          this.#seenName,
        )}[${REMEMBERED}]))`,
      ),
    ];
  }

  #eventsOf(counted: CountedEvents, which: 'part' | 'total'): string {
    return counted.counter
      ? incrementsOf(counted[which], this.options)
      : valuesAt(counted[which], this.options);
  }

  #summed(each: string, over: number): string {
    const { scrapeInterval, ranges } = this.options;
    const scrape = promDuration(scrapeInterval);
    return `sum(sum_over_time((${each})[${halfOpen(over, ranges)}:${scrape}]))`;
  }

  #own(metric: string): string {
    return selectorAt(this.place, metric);
  }

  #record(record: string, expr: string): PrometheusRule {
    return { record, expr, labels: this.place.labels };
  }
}

function isOfValues(counted: Measured['counted']): counted is CountedValues {
  return counted.kind === 'threshold' || counted.kind === 'share';
}

/** As `countedShare` has it: the sums of these are exact. */
export function countedShareOf(expr: string, least = LEAST_SHARE): string {
  return `round(${expr}, ${least})`;
}

/** The rules that count what is measured, in the order they have to be evaluated in. */
export function stepRules(
  counting: Measured,
  place: StepPlace,
  options: RuleOptions,
): PrometheusRule[] {
  return new StepRules(counting, place, options).all();
}
