import { Objective } from '../openslo';
import { readSelector, Selector } from '../series';
import { stepOf, windowLength } from '../window';

/** An objective that rules can count: two counts a step, of integers. */
export interface CountedObjective {
  objective: Objective;
  /** Milliseconds: how often it is evaluated. */
  step: number;
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
        'What is made up of other objectives is judged step by step from theirs: leave this one to the portal',
    };
  }
  if (method.kind !== 'occurrences') {
    return {
      rule: 'rules-method',
      message:
        'Time slices are judged as a whole, which rules cannot do exactly: leave this one to the portal, or count occurrences',
    };
  }
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
        'A ratio that comes ready has no counts, and rules would have to average: count good or bad events beside all',
    };
  }
  if (indicator.kind === 'threshold') {
    const metric = selectorOf(indicator.metric.spec);
    if (typeof metric === 'string') return noSelector(metric);
    const { op, value } = indicator;
    return {
      objective,
      step,
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
