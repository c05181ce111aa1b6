import {
  readSelector,
  Selector,
  selectorHint,
} from '@countersign/plugin-service-levels-common';

/** The selector of a metric, or what is wrong with it. */
export function selectorOf(spec: Record<string, unknown>): Selector | string {
  const { query, ...others } = spec;
  const [other] = Object.keys(others);
  if (other !== undefined) return `There is no ${other} here; give query`;
  if (typeof query !== 'string') return `query is missing: ${selectorHint}`;
  const selector = readSelector(query);
  return typeof selector === 'string' ? `query: ${selector}` : selector;
}
