/**
 * Incidents and problems, in the backend.
 *
 * @packageDocumentation
 */

export { incidentManagementPlugin as default } from './plugin';
