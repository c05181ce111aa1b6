import { Objective } from '../openslo';
import { readSelector, Selector } from '../series';
import { stepOf, windowLength } from '../window';

/** An objective that rules can count: two counts a step, of integers. */
export interface CountedObjective {
  objective: Objective;
  /** Milliseconds: how often it is evaluated. */
  step: number;
  /** What is judged as a whole, where that is what the budget is counted in. */
  slice?: { length: number; target: number };
  counted:
    | {
        kind: 'good' | 'bad';
        part: Selector;
        total: Selector;
        counter: boolean;
      }
    | {
        kind: 'threshold';
        metric: Selector;
        op: ThresholdOperator;
        value: number;
      };
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
  const { indicator, method, window } = objective;
  const step = stepOf(windowLength(window));
  if (objective.composite) {
    return {
      rule: 'rules-composite',
      message:
        'It is made up of other objectives by shares of each step, which are no whole numbers: their sums are rounded otherwise in Prometheus. Leave it to the portal, which reads its parts from what these rules record, or give it a metric of its own',
    };
  }
  if (method.kind === 'ratio-timeslices') {
    return {
      rule: 'rules-method',
      message:
        'RatioTimeslices sums the ratios of time slices, which are no whole numbers: their sums are rounded otherwise in Prometheus. Leave it to the portal, or count Timeslices, whose slices are good or bad, or Occurrences',
    };
  }
  const sliced = method.kind === 'timeslices' && {
    slice: { length: method.slice, target: method.sliceTarget },
  };
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
  if (indicator.kind === 'raw') {
    return {
      rule: 'rules-raw',
      message:
        'Its ratio comes ready, without counts, so that rules would have to average it. Count good or bad events beside all of them, or leave it to the portal',
    };
  }
  if (indicator.kind === 'threshold') {
    const metric = selectorOf(indicator.metric.spec);
    if (typeof metric === 'string') return noSelector(metric);
    const { op, value } = indicator;
    return {
      objective,
      step,
      ...sliced,
      counted: { kind: 'threshold', metric, op, value },
    };
  }
  const part = selectorOf(indicator.part.spec);
  const total = selectorOf(indicator.total.spec);
  for (const each of [part, total]) {
    if (typeof each === 'string') return noSelector(each);
  }
  return {
    objective,
    step,
    ...sliced,
    counted: {
      kind: indicator.counted,
      part: part as Selector,
      total: total as Selector,
      counter: indicator.counter,
    },
  };
}

function selectorOf({ query }: Record<string, unknown>): Selector | string {
  return typeof query === 'string' ? readSelector(query) : 'query is missing';
}

function noSelector(problem: string): Unwritable {
  return {
    rule: 'rules-selector',
    message: `No selector of PromQL. ${problem}`,
  };
}
