/**
 * Service levels in the portal.
 *
 * @packageDocumentation
 */

export { serviceLevelsPlugin as default } from './plugin';
export { serviceLevelsApiRef } from './api';
export type { ServiceLevelsApi } from './api';
export { serviceLevelsTranslationRef } from './translation';
