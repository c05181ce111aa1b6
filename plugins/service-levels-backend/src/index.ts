/**
 * Service levels in the backend.
 *
 * @packageDocumentation
 */

export { serviceLevelsPlugin as default } from './plugin';
