/**
 * Pages, cards and widgets for change management in the portal.
 *
 * @packageDocumentation
 */

export { changeManagementPlugin as default } from './plugin';
export { changeManagementApiRef } from './api';
export type { ChangeManagementApi } from './api';
export { changeManagementTranslationRef } from './translation';
