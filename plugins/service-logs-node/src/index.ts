/**
 * Logs of services for other backends: where their sources come from, and a client.
 *
 * @packageDocumentation
 */

export * from './LogDestination';
export * from './LogSource';
export * from './place';
export * from './serviceLogsService';
