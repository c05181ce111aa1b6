/**
 * OpenSLO in the catalog.
 *
 * @packageDocumentation
 */

export { catalogModuleOpenSlo as default } from './module';
export { parseDefinitions } from './parseDefinitions';
export { openSloModelLayer } from './openSloModelLayer';
