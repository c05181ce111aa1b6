/**
 * The demo service, customer-engagement-api.
 *
 * @packageDocumentation
 */

export { startService } from './service';
export type { Service } from './service';
export { readSettings } from './settings';
export type { Settings } from './settings';
export { Logger } from './logging/Logger';
export type { ServiceClock } from './ServiceClock';
