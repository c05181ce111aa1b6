import { CompositionKind, Objective } from '../openslo';
import { readSelector, Selector } from '../series';
import { stepOf, windowLength } from '../window';

/** An objective that rules can count: two counts a step, whose sums are exact. */
export interface CountedObjective {
  objective: Objective;
  /** Milliseconds: how often it is evaluated. */
  step: number;
  /** What is judged as a whole, where that is what the budget is counted in: by its ratio where it has no target. */
  slice?: { length: number; target?: number };
  counted: CountedEvents | CountedValues | CountedParts;
}

/** Good or bad events beside all. */
export interface CountedEvents {
  kind: 'good' | 'bad';
  part: Selector;
  total: Selector;
  counter: boolean;
}

/** Values, each of which is one event. */
export type CountedValues = { metric: Selector } & (
  | { kind: 'threshold'; op: ThresholdOperator; value: number }
  /** Each is a share by itself. */
  | { kind: 'share'; gives: 'success' | 'failure' }
);

/** Other objectives that make it up. */
export interface CountedParts {
  kind: 'composite';
  how: CompositionKind;
  parts: { objective: string; weight: number; counting: CountedObjective }[];
}

export type ThresholdOperator = 'lte' | 'gte' | 'lt' | 'gt';

/** Why an objective cannot be written as rules. */
export interface Unwritable {
  rule: string;
  message: string;
}

/** Takes an objective as rules can count it, or says why they cannot. */
export function countedObjective(
  objective: Objective,
  scrapeInterval: number,
): CountedObjective | Unwritable {
  const { method, window } = objective;
  const step = stepOf(windowLength(window));
  if (step % scrapeInterval !== 0) {
    return {
      rule: 'rules-scrape-interval',
      message: `It is evaluated each ${
        step / 1000
      } s, and what is scraped each ${
        scrapeInterval / 1000
      } s does not fit: scrape at an interval that divides ${step / 1000} s`,
    };
  }
  const counted = objective.composite
    ? countedParts(objective, objective.composite, scrapeInterval)
    : countedMetrics(objective);
  if ('rule' in counted) return counted;
  return {
    ...{ objective, step, counted },
    ...(method.kind !== 'occurrences' && {
      slice: {
        length: method.slice,
        ...(method.kind === 'timeslices' && { target: method.sliceTarget }),
      },
    }),
  };
}

function countedMetrics({
  indicator,
}: Objective): CountedEvents | CountedValues | Unwritable {
  if (indicator.kind !== 'ratio') {
    const { spec } =
      indicator.kind === 'raw' ? indicator.ratio : indicator.metric;
    const metric = selectorOf(spec);
    if (typeof metric === 'string') return noSelector(metric);
    if (indicator.kind === 'raw') {
      return { kind: 'share', metric, gives: indicator.gives };
    }
    const { op, value } = indicator;
    return { kind: 'threshold', metric, op, value };
  }
  const part = selectorOf(indicator.part.spec);
  if (typeof part === 'string') return noSelector(part);
  const total = selectorOf(indicator.total.spec);
  if (typeof total === 'string') return noSelector(total);
  const { counted: kind, counter } = indicator;
  return { kind, part, total, counter };
}

function countedParts(
  objective: Objective,
  { kind: how, parts }: NonNullable<Objective['composite']>,
  scrapeInterval: number,
): CountedParts | Unwritable {
  const counted: CountedParts['parts'] = [];
  for (const { objective: id, weight, indicator, method } of parts) {
    const part = { ...objective, id, indicator, method, composite: undefined };
    const counting = countedObjective(part, scrapeInterval);
    if ('rule' in counting) {
      const { rule, message } = counting;
      return { rule, message: `Its part ${id} cannot be. ${message}` };
    }
    counted.push({ objective: id, weight, counting });
  }
  return { kind: 'composite', how, parts: counted };
}

function selectorOf({ query }: Record<string, unknown>): Selector | string {
  return typeof query === 'string' ? readSelector(query) : 'query is missing';
}

function noSelector(problem: string): Unwritable {
  return {
    rule: 'rules-selector',
    message: `No selector of PromQL: ${problem}. Measure it in Prometheus, or leave it to the portal`,
  };
}
