/**
 * Service levels from the metrics pages of services.
 *
 * @packageDocumentation
 */

export { serviceLevelsModuleOpenmetrics as default } from './module';
export { OpenMetricsSource } from './OpenMetricsSource';
