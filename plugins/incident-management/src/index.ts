/**
 * Incidents in the portal.
 *
 * @packageDocumentation
 */

export { incidentManagementPlugin as default } from './plugin';
export { incidentManagementApiRef } from './api';
export type { IncidentManagementApi } from './api';
export { incidentManagementTranslationRef } from './translation';
