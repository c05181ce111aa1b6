/**
 * Programs that tests and benchmarks talk to. They are apart from the rest, which a benchmark need not load.
 *
 * @packageDocumentation
 */

export { freePort } from './freePort';
export { promtool } from './prometheusPrograms';
export { RealAlertmanager } from './RealAlertmanager';
export { RealPrometheus, type PrometheusOptions } from './RealPrometheus';
