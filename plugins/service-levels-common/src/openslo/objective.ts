import { SloWindow } from '../window';
import { ConditionSpec, Metric } from './schemas';

/** How events are turned into good and bad. */
export type Indicator =
  | {
      kind: 'ratio';
      /** Which of the two is counted beside the total. */
      counted: 'good' | 'bad';
      part: Metric['metricSource'];
      total: Metric['metricSource'];
      /** Counters that only rise; otherwise each value is a count of its own. */
      counter: boolean;
    }
  | {
      kind: 'raw';
      /** Whether the ratio that the source gives is that of good or of bad events. */
      gives: 'success' | 'failure';
      ratio: Metric['metricSource'];
    }
  | {
      kind: 'threshold';
      metric: Metric['metricSource'];
      op: 'lte' | 'gte' | 'lt' | 'gt';
      value: number;
    };

/** How a period is judged by its events. Times are in milliseconds. */
export type BudgetingMethod =
  | { kind: 'occurrences' }
  | { kind: 'timeslices'; slice: number; sliceTarget: number }
  | { kind: 'ratio-timeslices'; slice: number };

/** When an alert policy fires. */
export interface BurnCondition {
  policy: string;
  name: string;
  severity: ConditionSpec['severity'];
  op: ConditionSpec['condition']['op'];
  /** Burn rate. */
  threshold: number;
  /** Milliseconds. */
  lookback: number;
  alertAfter: number;
  /** Names of targets that its policy notifies; absent where it names none. */
  targets?: string[];
}

/** How objectives of one SLO make another: all have to hold, one is enough, or each counts by its weight. */
export const compositions = ['weighted', 'serial', 'parallel'] as const;
export type CompositionKind = (typeof compositions)[number];

/** An objective that others make up. */
export interface CompositeOf {
  kind: CompositionKind;
  parts: {
    objective: string;
    weight: number;
    /** As the part has them: measured otherwise, the whole is another one. */
    indicator: Indicator;
    method: BudgetingMethod;
  }[];
}

/** One promise, complete: what is measured, how, against what, over which time. */
export interface Objective {
  /** The name of its SLO, with `#2` for the second objective of one that has several. */
  id: string;
  slo: string;
  displayName: string;
  service: string;
  /** Share of good events, above 0 and below 1. */
  target: number;
  window: SloWindow;
  method: BudgetingMethod;
  indicator: Indicator;
  /** What makes it up; its indicator then counts what `composeSteps` makes of the steps of its parts. */
  composite?: CompositeOf;
  /** A selector of the gauge that says which faults are switched on in the service. */
  faults?: string;
  /** Where it says what to do when its budget burns: a path of the portal, or an address. */
  runbook?: string;
  /** Empty: those of the window itself. */
  conditions: BurnCondition[];
  /** By which another objective counts it, where it is part of a composite. */
  weight: number;
}
