/** The looks of a `recharts` chart's parts, as `@backstage/ui` tokens, which follow the theme. */
export const chartLooks = {
  grid: { stroke: 'var(--bui-border-1)' },
  axis: {
    tick: { fill: 'var(--bui-fg-secondary)' },
    stroke: 'var(--bui-border-2)',
  },
  tooltip: {
    cursor: { fill: 'var(--bui-bg-neutral-2)' },
    contentStyle: {
      background: 'var(--bui-bg-app)',
      border: '1px solid var(--bui-border-2)',
      color: 'var(--bui-fg-primary)',
    },
    itemStyle: { color: 'var(--bui-fg-primary)' },
  },
  legend: { color: 'var(--bui-fg-primary)' },
};
