/**
 * Chaos drills in the portal.
 *
 * @packageDocumentation
 */

export { chaosDrillsPlugin as default } from './plugin';
export { chaosDrillsApiRef } from './api';
export type { ChaosDrillsApi } from './api';
export { chaosDrillsTranslationRef } from './translation';
