import { RuleGroup } from '@countersign/plugin-service-levels-common';

const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

/** Seventeen rules of one objective, in the shape that Sloth writes: ratios of rates for each window, metadata, two alerts. */
export function slothRules(
  id: string,
  queries: { bad: string; total: string },
): RuleGroup[] {
  const labels = { sloth_id: id, sloth_service: id, sloth_slo: id };
  const own = `sloth_id="${id}"`;
  const rate = (metric: string, window: string) =>
    `sum(rate(${metric}[${window}]))`;
  const record = (name: string, expr: string, others = {}) => ({
    record: name,
    expr,
    labels: { ...labels, ...others },
  });
  const ratio = (window: string) => `slo:sli_error:ratio_rate${window}`;
  const above = (window: string, factor: number) =>
    `max(${ratio(
      window,
    )}{${own}} > (${factor} * 0.001)) without (sloth_window)`;
  const pair = (long: string, short: string, factor: number) =>
    `(${above(short, factor)} and ${above(long, factor)})`;
  const budget = `on(sloth_id, sloth_slo, sloth_service) group_left slo:error_budget:ratio{${own}}`;
  const group = (name: string, rules: RuleGroup['rules']): RuleGroup => ({
    name: `sloth-slo-${name}-${id}`,
    interval: '30s',
    rules,
  });
  return [
    group('sli-recordings', [
      ...windows.map(window =>
        record(
          ratio(window),
          `(${rate(queries.bad, window)})\n/\n(${rate(queries.total, window)})`,
          { sloth_window: window },
        ),
      ),
      record(
        ratio('30d'),
        `sum_over_time(${ratio(
          '5m',
        )}{${own}}[30d])\n/ ignoring (sloth_window)\ncount_over_time(${ratio(
          '5m',
        )}{${own}}[30d])`,
        { sloth_window: '30d' },
      ),
    ]),
    group('meta-recordings', [
      record('slo:objective:ratio', 'vector(0.999)'),
      record('slo:error_budget:ratio', 'vector(1-0.999)'),
      record('slo:time_period:days', 'vector(30)'),
      record(
        'slo:current_burn_rate:ratio',
        `${ratio('5m')}{${own}}\n/ ${budget}`,
      ),
      record(
        'slo:period_burn_rate:ratio',
        `${ratio('30d')}{${own}}\n/ ${budget}`,
      ),
      record(
        'slo:period_error_budget_remaining:ratio',
        `1 - slo:period_burn_rate:ratio{${own}}`,
      ),
      record('sloth_slo_info', 'vector(1)'),
    ]),
    group('alerts', [
      {
        alert: 'HighErrorRate',
        expr: `${pair('1h', '5m', 14.4)} or ${pair('6h', '30m', 6)}`,
        labels: { ...labels, sloth_severity: 'page' },
        annotations: {},
      },
      {
        alert: 'HighErrorRate',
        expr: `${pair('1d', '2h', 3)} or ${pair('3d', '6h', 1)}`,
        labels: { ...labels, sloth_severity: 'ticket' },
        annotations: {},
      },
    ]),
  ];
}
