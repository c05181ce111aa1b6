/**
 * The demo incidents of Larkspur, for the portal of this repository.
 *
 * @packageDocumentation
 */

export { incidentManagementModuleDemo as default } from './module';
export { demoIncidents } from './scenario';
export type { SloAlert } from './types';
