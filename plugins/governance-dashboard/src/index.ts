/**
 * The governance dashboard in the portal.
 *
 * @packageDocumentation
 */

export { governanceDashboardPlugin as default } from './plugin';
export { governanceDashboardTranslationRef } from './translation';
