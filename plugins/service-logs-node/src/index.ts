/**
 * Logs of services for other backends: where their sources come from, and a client.
 *
 * @packageDocumentation
 */

export * from './LogSource';
export * from './serviceLogsService';
