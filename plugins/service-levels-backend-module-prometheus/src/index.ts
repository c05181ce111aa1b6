/**
 * Service levels from Prometheus, and from what answers like it: Mimir, Thanos, Google Managed Prometheus.
 *
 * @packageDocumentation
 */

export { serviceLevelsModulePrometheus as default } from './module';
export { PrometheusSource } from './PrometheusSource';
