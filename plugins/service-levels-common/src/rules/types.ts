import { ScrapeShape } from '../promql';

/** A rule as Prometheus reads it from YAML. */
export type PrometheusRule = {
  expr: string;
  labels: Record<string, string>;
} & (
  | { record: string }
  | { alert: string; for?: string; annotations: Record<string, string> }
);

/** Rules that are evaluated one after the other. */
export interface RuleGroup {
  name: string;
  interval: string;
  rules: PrometheusRule[];
}

/** How rules are written. */
export interface RuleOptions extends ScrapeShape {
  /**
   * Into how many cells objectives are spread by their names; what is worked out for all of a cell is one rule. A series is
   * known by its cell: with another number its windows begin anew.
   */
  cells: number;
}

export const usualRuleOptions: RuleOptions = {
  scrapeInterval: 15_000,
  ranges: 'closed',
  hasUp: true,
  cells: 8,
};
