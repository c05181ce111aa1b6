/**
 * Logs of services, in the backend.
 *
 * @packageDocumentation
 */

export { serviceLogsPlugin as default } from './plugin';
export { logConditions, logResourceRef } from './access';
