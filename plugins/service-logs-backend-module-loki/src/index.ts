/**
 * Reads logs from Grafana Loki, by LogQL.
 *
 * @packageDocumentation
 */

export { serviceLogsLokiModule as default } from './module';
