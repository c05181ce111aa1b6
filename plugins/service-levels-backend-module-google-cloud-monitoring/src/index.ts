/**
 * Service levels from Google Cloud Monitoring.
 *
 * @packageDocumentation
 */

export { serviceLevelsModuleGoogleCloudMonitoring as default } from './module';
export { CloudMonitoringSource } from './CloudMonitoringSource';
export { CustomMetric, type CustomMetricSettings } from './CustomMetric';
