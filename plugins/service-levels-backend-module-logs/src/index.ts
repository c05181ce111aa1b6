/**
 * Measures service levels by counting log entries.
 *
 * @packageDocumentation
 */

export { serviceLevelsLogsModule as default } from './module';
