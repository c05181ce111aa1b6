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

/** The name of what is recorded each step: `slo:bad:step1m`. */
export function stepName(what: 'bad' | 'total', step: number): string {
  return `slo:${what}:step${promDuration(step)}`;
}

/** The rules that count one objective, in the order they have to be evaluated in. */
export function stepRules(
  { objective, step, counted }: CountedObjective,
  labels: Record<string, string>,
  options: RuleOptions,
): PrometheusRule[] {
  const own = (metric: string) =>
    selectorText({
      metric,
      matchers: [{ label: 'slo', op: '=', value: objective.id }],
    });
  const record = (name: string, expr: string): PrometheusRule => ({
    record: name,
    expr,
    labels,
  });
  const summed = (each: string) => sumOver(each, step, options);
  const all = `sum(${own(stepName('total', step))})`;
  const orNone = (expr: string) => `${expr} or 0 * ${all}`;
  if (counted.kind === 'threshold') {
    const values = valuesAt(counted.metric, options);
    return [
      record(stepName('total', step), summed(`count(${values})`)),
      record(
        stepName('bad', step),
        orNone(
          summed(`count(${values} ${brokenBy[counted.op]} ${counted.value})`),
        ),
      ),
    ];
  }
  const { kind, part, total, counter } = counted;
  const events = (selector: Selector) =>
    counter ? incrementsOf(selector, options) : valuesAt(selector, options);
  if (kind === 'bad') {
    return [
      record(stepName('total', step), summed(events(total))),
      record(stepName('bad', step), orNone(summed(events(part)))),
    ];
  }
  // A selector of good events that never matched anything is a mistake, and no total failure.
  const seen = own('slo:good:seen');
  const appeared = anySeries(part, step, options);
  return [
    record(
      stepName('total', step),
      summed(`(${events(total)}) and on () (${appeared} or on () ${seen})`),
    ),
    record(
      'slo:good:seen',
      `group(${appeared} or last_over_time(${seen}[${REMEMBERED}]))`,
    ),
    record(stepName('bad', step), `${all} - (${orNone(summed(events(part)))})`),
  ];
}

function sumOver(each: string, step: number, options: RuleOptions): string {
  const { scrapeInterval, ranges } = options;
  const scrape = promDuration(scrapeInterval);
  return `sum(sum_over_time((${each})[${halfOpen(step, ranges)}:${scrape}]))`;
}
