/**
 * Logs of services in the portal.
 *
 * @packageDocumentation
 */

export { serviceLogsPlugin as default } from './plugin';
export { serviceLogsApiRef, type ServiceLogsApi } from './api';
export { serviceLogsTranslationRef } from './translation';
